/// The bytes of a file or of standard input, decompressed on the way if they are gzip or Zstandard.
///
/// The format is told by the first bytes, whatever the name. Members and frames one after the other are one
/// stream. Memory is 256 KiB and what the library needs: 40 KiB for gzip, the window of a frame, at
/// most 128 MiB, for Zstandard. How far compressed bytes expand is not limited, as nothing is kept; who
/// keeps what is read limits it.
///
/// A source belongs to one task at a time. A cancelled caller simply does not read on.
public final class ByteSource {
    private let input: InputDescriptor
    private let buffer: UnsafeMutableRawBufferPointer
    /// The part of the buffer that was read and not used.
    private var pending = 0..<0
    private var hasEnded = false
    /// Whether the last read filled its output: the decoder may have more without further input.
    private var mayHoldOutput = false
    private var decoder: (any StreamDecoder)?
    private var failure: CompressedFileError?
    /// How the bytes are compressed; nil before the first read.
    public private(set) var format: CompressionFormat?

    /// Opens a file, or takes standard input for `-`.
    ///
    /// - Throws: ``CompressedFileError/unreadable(path:reason:)``.
    public init(path: String) throws(CompressedFileError) {
        // First what can fail: without an object there is nobody who frees the buffer.
        input = try InputDescriptor(path: path)
        buffer = Self.makeBuffer()
    }

    /// Takes an open descriptor and closes it in the end; the path is what errors call it.
    public init(descriptor: Int32, path: String) {
        input = InputDescriptor(descriptor: descriptor, path: path)
        buffer = Self.makeBuffer()
    }

    private static func makeBuffer() -> UnsafeMutableRawBufferPointer {
        .allocate(byteCount: 256 << 10, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// What errors call it: the path, or `standard input`.
    public var path: String { input.path }
    /// How many bytes there are, as they are stored; nil for anything but a file.
    public var size: Int? { input.size }
    /// How many bytes were taken from the file, as they are stored.
    public var bytesRead: Int { input.bytesRead }

    /// Waits until a read would not have to wait, at most this long; always true for files.
    ///
    /// With it a caller who reads a pipe looks now and then whether it was cancelled.
    public func isReady(within milliseconds: Int32) throws(CompressedFileError) -> Bool {
        if !pending.isEmpty || mayHoldOutput || hasEnded || failure != nil { return true }
        return try input.isReady(within: milliseconds)
    }

    /// Reads the next bytes, one at least unless the stream has ended; 0 at the end.
    ///
    /// - Parameter output: where the bytes go; not empty.
    /// - Throws: ``CompressedFileError`` after everything before the problem was delivered, and again if
    ///   asked again.
    public func read(
        into output: UnsafeMutableRawBufferPointer
    ) throws(CompressedFileError) -> Int {
        if let failure { throw failure }
        do throws(CompressedFileError) {
            if format == nil { try begin() }
            guard let decoder else { return try copy(output) }
            return try decode(decoder, output)
        } catch {
            failure = error
            throw error
        }
    }

    /// Passes over the next bytes, at most so many and one at least unless the stream has ended; 0 at the end.
    ///
    /// In a file that is not compressed nothing is read for it.
    ///
    /// - Throws: as ``read(into:)``.
    public func skip(_ count: Int) throws(CompressedFileError) -> Int {
        if format == nil, failure == nil {
            do throws(CompressedFileError) {
                try begin()
            } catch {
                failure = error
                throw error
            }
        }
        if failure == nil, decoder == nil, pending.isEmpty, !hasEnded,
            let skipped = input.skip(count)
        {
            return skipped
        }
        var scratch = [UInt8](repeating: 0, count: min(max(count, 1), 256 << 10))
        let result = scratch.withUnsafeMutableBytes { room -> Result<Int, CompressedFileError> in
            do throws(CompressedFileError) {
                return .success(try read(into: room))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Reads until the format is beyond doubt.
    private func begin() throws(CompressedFileError) {
        while true {
            let start = UnsafeRawBufferPointer(rebasing: buffer[pending])
            guard let format = CompressionFormat.detect(start, isWhole: hasEnded) else {
                try fill()
                continue
            }
            switch format {
            case .plain: break
            case .gzip: decoder = GzipDecoder()
            case .zstandard: decoder = ZstandardDecoder()
            case .bzip2, .xz: throw .unsupported(path: path, format: format)
            }
            guard format == .plain || decoder != nil else {
                throw .outOfMemory(path: path, format: format)
            }
            self.format = format
            return
        }
    }

    /// Adds what can be read to what is pending.
    private func fill() throws(CompressedFileError) {
        if pending.isEmpty { pending = 0..<0 }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...])
        let count = try input.read(into: room)
        hasEnded = count == 0
        pending = pending.lowerBound..<pending.upperBound + count
    }

    private func copy(
        _ output: UnsafeMutableRawBufferPointer
    ) throws(CompressedFileError) -> Int {
        guard !pending.isEmpty else { return hasEnded ? 0 : try input.read(into: output) }
        let count = min(pending.count, output.count)
        output.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending].prefix(count)))
        pending = pending.lowerBound + count..<pending.upperBound
        return count
    }

    private func decode(
        _ decoder: any StreamDecoder, _ output: UnsafeMutableRawBufferPointer
    ) throws(CompressedFileError) -> Int {
        while true {
            if pending.isEmpty, !hasEnded, !mayHoldOutput { try fill() }
            let step: DecodingStep
            var problem: CompressedFileError?
            do throws(DecodingFailure) {
                step = try decoder.decode(
                    UnsafeRawBufferPointer(rebasing: buffer[pending]), into: output)
            } catch {
                step = error.step
                problem = .corrupt(
                    path: path, format: decoder.format,
                    offset: input.bytesRead - pending.count + step.consumed, reason: error.reason)
            }
            pending = pending.lowerBound + step.consumed..<pending.upperBound
            mayHoldOutput = step.produced == output.count
            if let problem {
                guard step.produced > 0 else { throw problem }
                failure = problem
            }
            if step.produced > 0 { return step.produced }
            guard hasEnded, pending.isEmpty else { continue }
            guard decoder.isComplete else {
                throw .truncated(path: path, format: decoder.format, offset: input.bytesRead)
            }
            return 0
        }
    }
}
