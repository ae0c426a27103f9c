#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts what is read into pieces of whole lines.
///
/// A line that is longer than a line may be is cut behind its first bytes, and the rest of it is thrown away: whoever
/// parses the piece sees that it is too long, and memory stays bounded.
final class LineChunker {
    /// What comes next.
    enum Step {
        case chunk(LineChunk)
        case idle(Duration)
        /// What comes now is of another file, which took the place of the one before.
        case turned
        /// The end; whether the last line was broken off by an error is in `failure`.
        case end
    }

    private let input: any LineInput
    private let chunkSize: Int
    private let lineLimit: Int
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    /// Where in the file the buffer begins.
    private var start: Int
    /// Whether the rest of a line is to be thrown away.
    private var isSkipping: Bool
    private var isFirst: Bool
    private var hasTurned = false
    private var hasEnded = false
    /// Why the input ended early.
    private(set) var failure: RecordError?
    /// Whether a line broke off where it did.
    private(set) var brokeOffInLine = false

    /// Cuts an input.
    ///
    /// - Parameters:
    ///   - start: how many bytes of the file were passed over already.
    ///   - insideLine: whether the first bytes are the rest of a line that is not to be read.
    init(
        _ input: any LineInput, chunkSize: Int, lineLimit: Int, start: Int = 0,
        insideLine: Bool = false
    ) {
        self.input = input
        self.start = start
        isSkipping = insideLine
        isFirst = start == 0
        self.chunkSize = max(1, chunkSize)
        self.lineLimit = lineLimit
        // Room for a piece and, before it, for a line that is just not too long.
        buffer = .allocate(byteCount: self.chunkSize + lineLimit + 16, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// The next piece, or that there is none now, or none any more.
    func next() -> Step {
        while !hasEnded {
            if hasTurned {
                if filled > 0 { return .chunk(chunk(first: filled)) }
                (hasTurned, isFirst, isSkipping, start) = (false, true, false, 0)
                return .turned
            }
            if filled >= chunkSize, let chunk = cut() { return .chunk(chunk) }
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            do throws(RecordError) {
                switch try input.next(into: room) {
                case .bytes(let count): take(count)
                case .idle(let pause):
                    if let chunk = cut() { return .chunk(chunk) }
                    return .idle(pause)
                case .turned: hasTurned = true
                case .end: hasEnded = true
                }
            } catch {
                failure = error
                hasEnded = true
                // The whole lines count; what is left of a line does not.
                if let chunk = cut() {
                    brokeOffInLine = filled > 0
                    filled = 0
                    return .chunk(chunk)
                }
                brokeOffInLine = filled > 0
                filled = 0
            }
        }
        guard filled > 0 else { return .end }
        if let chunk = cut() { return .chunk(chunk) }
        return .chunk(chunk(first: filled))
    }

    /// Takes bytes that were read behind those that were there.
    private func take(_ count: Int) {
        guard isSkipping else {
            filled += count
            return
        }
        let new = UnsafeRawBufferPointer(rebasing: buffer[filled..<filled + count])
        guard let newline = new.firstIndex(of: 0x0a) else {
            start += count
            return
        }
        isSkipping = false
        move(from: filled + newline + 1, count: count - newline - 1)
    }

    /// The whole lines that there are; nil where there is none.
    private func cut() -> LineChunk? {
        guard filled > 0 else { return nil }
        if let newline = buffer[..<filled].lastIndex(of: 0x0a) { return chunk(first: newline + 1) }
        // One more than the limit, for a carriage return does not count.
        guard filled > lineLimit + 1 else { return nil }
        isSkipping = true
        let rest = filled - (lineLimit + 2)
        filled -= rest
        var long = chunk(first: filled)
        start += rest
        long.end = start
        return long
    }

    /// The first bytes as a piece that ends with a newline; the others move to the front.
    private func chunk(first count: Int) -> LineChunk {
        var first = 0
        // A byte order mark (UTF-8) at the beginning of a file is none of its text.
        if isFirst, buffer[..<count].starts(with: [0xef, 0xbb, 0xbf]) { first = 3 }
        isFirst = false
        let endsWithNewline = buffer[count - 1] == 0x0a
        let size = count - first
        let bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { bytes, filled in
            UnsafeMutableRawBufferPointer(bytes).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: buffer[first..<count]))
            filled = size
            if !endsWithNewline {
                bytes.initializeElement(at: size, to: 0x0a)
                filled += 1
            }
        }
        move(from: count, count: filled - count)
        return LineChunk(bytes: bytes, end: start, endsInLine: !endsWithNewline)
    }

    private func move(from offset: Int, count: Int) {
        start += offset
        if let base = buffer.baseAddress, count > 0 { memmove(base, base + offset, count) }
        filled = count
    }
}
