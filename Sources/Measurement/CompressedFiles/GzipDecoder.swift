import CZlib

/// Decompresses gzip (RFC 1952) with zlib: members one after the other, zeros behind the last.
final class GzipDecoder: StreamDecoder {
    let format = CompressionFormat.gzip
    private(set) var isComplete = false
    /// zlib keeps its address, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// A decoder at the start of the first member; nil without memory.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // The largest window, and 16 for a gzip header (zlib.h, inflateInit2).
        let status = inflateInit2_(
            stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(DecodingFailure) -> DecodingStep {
        var step = DecodingStep()
        while true {
            if isComplete {
                // Tapes and some writers fill the last block with zeros, as gzip(1) allows.
                while step.consumed < input.count, input[step.consumed] == 0 { step.consumed += 1 }
                guard step.consumed < input.count else { return step }
                guard input[step.consumed] == 0x1f else {
                    throw DecodingFailure(
                        reason: "there are other bytes behind its end", step: step)
                }
                inflateReset(stream)
                isComplete = false
            }
            let status = advance(input, output, &step)
            switch status {
            case Z_STREAM_END: isComplete = true
            // Z_BUF_ERROR: nothing could be done without more input or more room.
            case Z_OK, Z_BUF_ERROR: return step
            default: throw DecodingFailure(reason: complaint(status), step: step)
            }
        }
    }

    private func advance(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer,
        _ step: inout DecodingStep
    ) -> Int32 {
        let bytes = UnsafeRawBufferPointer(rebasing: input[step.consumed...])
        let room = UnsafeMutableRawBufferPointer(rebasing: output[step.produced...])
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        stream.pointee.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(clamping: room.count)
        let status = inflate(stream, Z_NO_FLUSH)
        step.consumed += min(bytes.count, Int(UInt32.max)) - Int(stream.pointee.avail_in)
        step.produced += min(room.count, Int(UInt32.max)) - Int(stream.pointee.avail_out)
        return status
    }

    private func complaint(_ status: Int32) -> String {
        stream.pointee.msg.map { String(cString: $0) } ?? "zlib gives status \(status)"
    }
}
