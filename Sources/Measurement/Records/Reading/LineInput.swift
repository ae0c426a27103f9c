import CompressedFiles

/// What a read gave.
enum LineInputEvent {
    /// So many bytes.
    case bytes(Int)
    /// Nothing for now; it pays to ask again after this time.
    case idle(Duration)
    /// What was there is read; what comes now is of another file, which took its place.
    case turned
    /// Nothing any more.
    case end
}

/// Where lines come from: a file, a pipe, or a log that grows.
protocol LineInput: AnyObject {
    /// What errors call it.
    var path: String { get }
    /// How many bytes there are, as stored; nil where that is not known.
    var size: Int? { get }
    /// How many bytes were taken, as stored.
    var bytesRead: Int { get }
    /// Reads what there is without waiting.
    func next(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> LineInputEvent
    /// Passes over at most so many bytes, decompressed, without waiting.
    func skip(_ count: Int) throws(RecordError) -> LineInputEvent
}

/// A file or pipe as it is read to its end.
final class FileInput: LineInput {
    private let source: ByteSource

    init(path: String) throws(RecordError) {
        do throws(CompressedFileError) {
            source = try ByteSource(path: path)
        } catch {
            throw .file(error)
        }
    }

    init(_ source: ByteSource) { self.source = source }

    var path: String { source.path }
    var size: Int? { source.size }
    var bytesRead: Int { source.bytesRead }

    func next(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> LineInputEvent {
        do throws(CompressedFileError) {
            guard try source.isReady(within: 0) else { return .idle(.milliseconds(10)) }
            let count = try source.read(into: buffer)
            return count == 0 ? .end : .bytes(count)
        } catch {
            throw .file(error)
        }
    }

    func skip(_ count: Int) throws(RecordError) -> LineInputEvent {
        do throws(CompressedFileError) {
            guard try source.isReady(within: 0) else { return .idle(.milliseconds(10)) }
            let count = try source.skip(count)
            return count == 0 ? .end : .bytes(count)
        } catch {
            throw .file(error)
        }
    }
}
