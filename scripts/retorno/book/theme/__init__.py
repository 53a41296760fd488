"""How every page looks and finds its neighbours."""
