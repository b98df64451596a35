package article

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds what unpacking zstd holds in memory, in bytes.
const maxWindow = 128 << 20

// Unpack undoes gzip (RFC 1952, several members too) and zstd (RFC 8878) by how the bytes begin; anything else is given as it comes. Of what is read from it
// no more is held in memory than a window. Close lets go of that, not of r.
func Unpack(r io.Reader) (io.ReadCloser, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	start, err := in.Peek(4)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case len(start) >= 2 && start[0] == 0x1f && start[1] == 0x8b:
		return gzip.NewReader(in)
	case len(start) == 4 && start[0] == 0x28 && start[1] == 0xb5 && start[2] == 0x2f && start[3] == 0xfd:
		out, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return out.IOReadCloser(), nil
	}
	return io.NopCloser(in), nil
}
