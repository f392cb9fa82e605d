"""Tables of the catalogue as spreadsheets, out and back in. For curators: docs/curating.md."""
