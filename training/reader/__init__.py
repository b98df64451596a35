"""Training of hearsay's reader: the model that marks source, cue and content in news text."""
