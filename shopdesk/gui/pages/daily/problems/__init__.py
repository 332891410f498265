"""The problems view: board and list, and the details of one problem beside them."""
