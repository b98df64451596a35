"""How documents are cut into windows."""
import random
import unittest

from reader import windows

LINE = 8  # the shape of a wordpiece that starts a line


def shapes(n, every):
    """n wordpieces, of which each `every`th starts a line."""
    return [LINE if k % every == 0 else 4 for k in range(n)]


class Cut(unittest.TestCase):
    def test_every_wordpiece_has_one_owner(self):
        for n in (1, 317, 318, 319, 1000, 5000):
            for every in (7, 100, 10**6):
                owned = [k for w in windows.cut(shapes(n, every)) for k in range(w.own_lo, w.own_hi)]
                self.assertEqual(owned, list(range(n)), f'{n} wordpieces, a line every {every}')

    def test_owners_see_what_they_own(self):
        for w in windows.cut(shapes(3000, 50)):
            self.assertLessEqual(w.lo, w.own_lo)
            self.assertLessEqual(w.own_hi, w.hi)
            self.assertLessEqual(w.hi - w.lo, windows.SIZE)

    def test_windows_begin_at_lines_where_there_are_some(self):
        s = shapes(3000, 40)
        for w in windows.cut(s):
            self.assertTrue(windows.starts_line(s, w.lo))

    def test_nothing_gives_no_window(self):
        self.assertEqual(windows.cut([]), [])


class Shifted(unittest.TestCase):
    def test_windows_do_not_overlap_and_leave_nothing_out(self):
        cuts = windows.shifted(shapes(3000, 60), windows.SIZE, random.Random(1))
        seen = [k for w in cuts for k in range(w.lo, w.hi)]
        self.assertEqual(seen, list(range(3000)))

    def test_cues_at_a_cut_inside_a_line_are_not_learned(self):
        cuts = windows.shifted(shapes(2000, 10**6), windows.SIZE, random.Random(1))
        self.assertEqual(cuts[0].hi - cuts[0].own_hi, 16)
        self.assertEqual(cuts[1].own_lo - cuts[1].lo, 16)


if __name__ == '__main__':
    unittest.main()
