"""The statements of the payment account: lines, what they are, which order they belong to, the running balance."""
