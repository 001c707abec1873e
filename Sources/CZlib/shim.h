#include <zlib.h>

/* zlib's initialiser is a macro, which Swift does not see. 31 = the largest window (15), and no framing but gzip's (16). */
static inline int leadr_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 31); }
