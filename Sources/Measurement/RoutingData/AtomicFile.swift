import Foundation

/// A file that takes its name only when all of it is written.
final class AtomicFile {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var isCommitted = false

    init(path: String) throws(RoutingDataError) {
        self.path = path
        temporary = "\(path).\(getpid()).part"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit {
        close(descriptor)
        if !isCommitted { unlink(temporary) }
    }

    /// Adds the bytes of an array.
    func write<Element: BitwiseCopyable>(_ array: [Element]) throws(RoutingDataError) {
        var failure: RoutingDataError?
        array.withUnsafeBytes { bytes in
            do throws(RoutingDataError) { try write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Adds the bytes of words.
    func write(_ words: AlignedWords) throws(RoutingDataError) {
        try words.withUnsafeBytes { bytes throws(RoutingDataError) in try write(bytes) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(RoutingDataError) {
        var done = 0
        while done < bytes.count {
            let step = Foundation.write(
                descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if step < 0, errno == EINTR { continue }
            guard step > 0 else {
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            done += step
        }
    }

    /// Gives the file its name.
    func commit() throws(RoutingDataError) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        isCommitted = true
    }
}
