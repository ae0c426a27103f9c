/// An input of which the first bytes are known, so that the file can be told again.
final class TrackedInput: LineInput {
    private let input: any LineInput
    /// The first bytes of the file.
    private var head = [UInt8]()
    /// Bytes that were read ahead, and how many of them were handed on.
    private var ahead = [UInt8]()
    private var handed = 0
    /// How many bytes of the file were read or passed over.
    private var place = 0
    /// What comes behind the bytes that were read ahead.
    private var next: LineInputEvent?
    /// Whether another file has taken its place, of which nothing was read yet.
    private var hasTurned = false

    init(_ input: any LineInput) { self.input = input }

    var path: String { input.path }
    var size: Int? { input.size }
    var bytesRead: Int { input.bytesRead }

    /// The fingerprint of what was read of the file so far.
    private(set) var fingerprint = FileFingerprint([])

    func next(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> LineInputEvent {
        if handed < ahead.count {
            let count = min(ahead.count - handed, buffer.count)
            ahead.withUnsafeBytes { bytes in
                buffer.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[handed..<handed + count]))
            }
            handed += count
            return .bytes(count)
        }
        if let event = next.take() { return event }
        beginAnew()
        let event = try input.next(into: buffer)
        note(event, buffer)
        return event
    }

    func skip(_ count: Int) throws(RecordError) -> LineInputEvent {
        if handed < ahead.count {
            let skipped = min(ahead.count - handed, count)
            handed += skipped
            return .bytes(skipped)
        }
        if let event = next.take() { return event }
        let event = try input.skip(count)
        if case .bytes(let count) = event { place += count }
        return event
    }

    /// Whether the file begins as another one did; nil where it has not as many bytes yet, which may still come.
    ///
    /// What is read for it is kept and comes again.
    func begins(like fingerprint: FileFingerprint) throws(RecordError) -> Bool? {
        guard fingerprint.count <= FileFingerprint.limit else { return false }
        if head.count < fingerprint.count, next == nil { try readAhead() }
        let isWhole = next != nil
        let known = min(head.count, fingerprint.count)
        guard known == fingerprint.count else { return isWhole ? false : nil }
        return FileFingerprint(Array(head[..<known])) == fingerprint
    }

    /// Reads some of what comes; it comes again.
    func readAhead() throws(RecordError) {
        var room = [UInt8](repeating: 0, count: FileFingerprint.limit)
        typealias Outcome = Result<LineInputEvent, RecordError>
        let result = room.withUnsafeMutableBytes { bytes -> Outcome in
            do throws(RecordError) {
                return .success(try input.next(into: bytes))
            } catch {
                return .failure(error)
            }
        }
        let event = try result.get()
        room.withUnsafeMutableBytes { note(event, $0) }
        switch event {
        case .bytes(let count): ahead += room[..<count]
        case .idle: break
        case .turned, .end: next = event
        }
    }

    /// The file that has turned up is told apart from now on; until then the fingerprint is the old one's.
    private func beginAnew() {
        guard hasTurned else { return }
        (hasTurned, head, place) = (false, [], 0)
        fingerprint = FileFingerprint(head)
    }

    private func note(_ event: LineInputEvent, _ buffer: UnsafeMutableRawBufferPointer) {
        switch event {
        case .bytes(let count):
            if place == head.count, head.count < FileFingerprint.limit {
                head += buffer[..<min(count, FileFingerprint.limit - head.count)]
                fingerprint = FileFingerprint(head)
            }
            place += count
        case .turned: hasTurned = true
        case .idle, .end: break
        }
    }
}
