"""The quiz in the forms that learning platforms import, one file a form.

Written by ourselves, since no library on PyPI that is well kept writes them with a reason for each
option; the tests read what is written with parsers that are not ours.
"""
