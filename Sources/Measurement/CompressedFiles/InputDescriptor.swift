#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file, pipe or terminal that bytes are read from.
final class InputDescriptor {
    /// What to call it in errors.
    let path: String
    /// How many bytes there are; nil for anything but a file.
    let size: Int?
    /// How many bytes were read.
    private(set) var bytesRead = 0
    private let descriptor: Int32
    private let isOurs: Bool

    /// Opens a file, or takes standard input for `-`.
    init(path: String) throws(CompressedFileError) {
        isOurs = path != "-"
        self.path = isOurs ? path : "standard input"
        descriptor = isOurs ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO
        guard descriptor >= 0 else { throw Self.failure(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = Self.failure(path)
            if isOurs { close(descriptor) }
            throw failure
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Takes an open descriptor, and closes it in the end.
    init(descriptor: Int32, path: String) {
        (self.descriptor, self.path, isOurs, size) = (descriptor, path, true, nil)
    }

    deinit { if isOurs { close(descriptor) } }

    /// Waits for bytes or the end, at most this long; a file never waits.
    func isReady(within milliseconds: Int32) throws(CompressedFileError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = poll(&request, 1, milliseconds)
        if count < 0, errno != EINTR { throw Self.failure(path) }
        return count > 0
    }

    /// Reads what there is, at most the buffer full; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CompressedFileError) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 {
                bytesRead += count
                return count
            }
            switch errno {
            case EINTR: continue
            // Somebody else made the descriptor one that does not wait, so it is done here.
            case EAGAIN: _ = try isReady(within: 1000)
            default: throw Self.failure(path)
            }
        }
    }

    /// Passes over bytes of a file without reading them; nil for anything else and where there are none.
    func skip(_ count: Int) -> Int? {
        guard let size, count > 0 else { return nil }
        let place = lseek(descriptor, 0, SEEK_CUR)
        let skipped = min(count, size - Int(place))
        guard place >= 0, skipped > 0, lseek(descriptor, off_t(skipped), SEEK_CUR) >= 0 else {
            return nil
        }
        bytesRead += skipped
        return skipped
    }

    private static func failure(_ path: String) -> CompressedFileError {
        .unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}
