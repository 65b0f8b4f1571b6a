"""Letters of talks on screen: which one to whom, and the wording of them."""
