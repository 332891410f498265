"""One store on several PCs, as the window and the command line use it: brings ``sharing`` and ``storage`` together."""
