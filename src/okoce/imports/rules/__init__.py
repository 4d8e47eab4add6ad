"""Pure rules of spreadsheets: how files, headers and cells are read, what a row's result may be, what goes out harmless."""
