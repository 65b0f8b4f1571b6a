"""Papers on screen: what is chosen before, the preview, printing, encrypted files and hand-outs."""
