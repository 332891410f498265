"""One store on several PCs, in the window: sharing, joining, signing in, and a line that breaks."""
