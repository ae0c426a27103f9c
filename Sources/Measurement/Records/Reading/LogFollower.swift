#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a log that grows, as `tail -F` does.
///
/// It polls: whoever reads it is told when there is nothing, and asks again after ``interval``. When the path
/// leads to another file (rotation by renaming) the old one is read to its end first; when the file is
/// shorter than what was read (truncation) it is read from its beginning. A file that is not there yet, or
/// for a moment, is waited for. A log that is truncated and has grown beyond its old length between two polls
/// cannot be told from one that grew.
public final class LogFollower {
    /// The path.
    public let path: String
    /// How long to wait before asking again; rotation is noticed after at most this long too.
    public let interval: Duration
    /// How many bytes were read.
    public private(set) var bytesRead = 0
    /// How often the log was rotated or truncated.
    public private(set) var turns = 0
    private var descriptor: Int32 = -1
    private var identity: (device: UInt64, file: UInt64) = (0, 0)
    private var offset = 0
    private var startsAtEnd: Bool
    /// Whether the last byte read was a newline, or none was read of this file.
    private var endsWithNewline = true

    /// A follower; nothing is opened yet.
    ///
    /// - Parameters:
    ///   - path: the log.
    ///   - fromStart: whether what is in it already is read too.
    ///   - interval: how long to wait before asking again.
    public init(path: String, fromStart: Bool, interval: Duration = .milliseconds(200)) {
        self.path = path
        self.interval = interval
        startsAtEnd = !fromStart
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads what there is without waiting; 0 where there is nothing now.
    ///
    /// Where one file ends in a line that was never finished, a newline is put before the next file's first line.
    ///
    /// - Throws: ``RecordError/file(_:)`` where the log is there and cannot be opened or read.
    public func read(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(RecordError) -> Int {
        guard buffer.count > 0 else { return 0 }
        for _ in 0..<3 {
            let hadNewline = endsWithNewline
            switch try step(into: buffer) {
            case .bytes(let count): return count
            case .idle, .end: return 0
            case .turned where !hadNewline:
                buffer[0] = 0x0a
                return 1
            case .turned: continue
            }
        }
        return 0
    }

    /// Reads what there is in one file, or goes to the next one.
    private func step(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(RecordError) -> LineInputEvent {
        while true {
            if descriptor < 0, try !open() { return .idle(interval) }
            let count = try readOnce(buffer)
            if count > 0 {
                endsWithNewline = buffer[count - 1] == 0x0a
                return .bytes(count)
            }
            let before = turns
            guard try turn() else { return .idle(interval) }
            guard turns == before else {
                endsWithNewline = true
                return .turned
            }
        }
    }

    /// Reads what there is, and waits for it at most this long; 0 where nothing came.
    public func read(
        into buffer: UnsafeMutableRawBufferPointer, within limit: Duration
    ) async throws -> Int {
        let deadline = ContinuousClock.now + limit
        while true {
            let count = try read(into: buffer)
            let left = deadline - .now
            if count > 0 || left <= .zero { return count }
            try await Task.sleep(for: min(interval, left))
        }
    }

    private func readOnce(_ buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 {
                offset += count
                bytesRead += count
                return count
            }
            guard errno == EINTR else { throw failure() }
        }
    }

    /// Opens the file; false where it is not there.
    private func open() throws(RecordError) -> Bool {
        #if canImport(Glibc)
            descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        #else
            descriptor = Darwin.open(path, O_RDONLY | O_CLOEXEC)
        #endif
        guard descriptor >= 0 else {
            if errno == ENOENT {
                // What comes into being later is read whole.
                startsAtEnd = false
                return false
            }
            throw failure()
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        identity = (UInt64(status.st_dev), UInt64(status.st_ino))
        offset = startsAtEnd ? Int(lseek(descriptor, 0, SEEK_END)) : 0
        startsAtEnd = false
        return true
    }

    /// At the end of the file: whether there is another file, or this one was cut.
    private func turn() throws(RecordError) -> Bool {
        var own = stat()
        guard fstat(descriptor, &own) == 0 else { throw failure() }
        if Int(own.st_size) < offset {
            offset = 0
            lseek(descriptor, 0, SEEK_SET)
            turns += 1
            return true
        }
        var named = stat()
        // Between renaming and creation there is none for a moment.
        guard stat(path, &named) == 0 else { return false }
        guard (UInt64(named.st_dev), UInt64(named.st_ino)) != identity else { return false }
        // Written to between our last read and the renaming, perhaps: read on first.
        guard Int(own.st_size) == offset else { return true }
        close(descriptor)
        descriptor = -1
        turns += 1
        return true
    }

    private func failure() -> RecordError {
        .file(.unreadable(path: path, reason: String(cString: strerror(errno))))
    }
}

extension LogFollower: LineInput {
    var size: Int? { nil }

    func next(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> LineInputEvent {
        try step(into: buffer)
    }

    func skip(_ count: Int) throws(RecordError) -> LineInputEvent {
        if descriptor < 0, try !open() { return .idle(interval) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        let skipped = min(count, Int(status.st_size) - offset)
        guard skipped > 0 else { return .idle(interval) }
        guard lseek(descriptor, off_t(skipped), SEEK_CUR) >= 0 else { throw failure() }
        offset += skipped
        return .bytes(skipped)
    }
}
