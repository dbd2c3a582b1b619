"""Find: the search, its facets, the list, shelves of collections and searches, Sync."""
