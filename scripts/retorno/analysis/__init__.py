"""What an analysis uses: its few names, charts and figures."""
