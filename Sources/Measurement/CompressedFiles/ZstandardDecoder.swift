import CZstd

/// Decompresses Zstandard (RFC 8878) with libzstd: frames one after the other, skippable ones among them.
///
/// A frame may ask for a window of 128 MiB at most, the library's own limit; a larger one is refused.
final class ZstandardDecoder: StreamDecoder {
    let format = CompressionFormat.zstandard
    private(set) var isComplete = true
    private let stream: OpaquePointer

    /// A decoder at the start of the first frame; nil without memory.
    init?() {
        guard let stream = ZSTD_createDStream() else { return nil }
        self.stream = stream
    }

    deinit { ZSTD_freeDStream(stream) }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodingFailure) -> DecodingStep {
        var from = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        // At least once without input: the library may hold output back.
        repeat {
            let (used, written) = (from.pos, to.pos)
            let status = ZSTD_decompressStream(stream, &to, &from)
            guard ZSTD_isError(status) == 0 else {
                throw DecodingFailure(
                    reason: String(cString: ZSTD_getErrorName(status)),
                    step: DecodingStep(consumed: from.pos, produced: to.pos))
            }
            let moved = from.pos > used || to.pos > written
            // 0 says that a frame is complete; without progress the answer is about the next one.
            if moved { isComplete = status == 0 }
            guard moved else { break }
        } while from.pos < from.size && to.pos < to.size
        return DecodingStep(consumed: from.pos, produced: to.pos)
    }
}
