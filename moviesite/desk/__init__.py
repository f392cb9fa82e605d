"""The curators' desk as a whole: who may do what in the admin, and what needs attention."""
