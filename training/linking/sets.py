"""The story sets that linking is fitted on, and those that it is measured on. Run what uses them from the repository's root."""
import pathlib

HERE = pathlib.Path('training/stories')
TRAINING = 'wildfire merger outbreak ceasefire custody chips doping'.split()  # of the data folder; the reader was trained on them too
OWN = sorted(p.name for p in HERE.iterdir() if p.is_dir())                    # our own, which it never saw but for the stances of all but the last six
DEVELOPMENT = ['tanker', 'breach']


def folder(data, story):
    """Where a story set lies."""
    return HERE / story if story in OWN else data / 'stories' / story
