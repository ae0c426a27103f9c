import CompressedFiles

/// What the first bytes of a file are, to tell it again when its name has changed.
public struct FileFingerprint: Hashable, Sendable, Codable {
    /// How many bytes it is of, decompressed; at most ``limit``.
    public var count: Int
    /// Their hash.
    public var hash: UInt64

    /// More bytes than these say nothing more.
    public static let limit = 1024

    /// The fingerprint of a file with these first bytes.
    init(_ head: [UInt8]) {
        let bytes = head.prefix(Self.limit)
        count = bytes.count
        guard !bytes.isEmpty else {
            hash = 0
            return
        }
        hash = bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            return ByteHash(seed: 0)(ByteSlice(base, count: bytes.count))
        }
    }

    /// Whether a file begins with the same bytes; false where it cannot be read.
    func fits(fileAt path: String) -> Bool {
        guard count > 0, let source = try? ByteSource(path: path), source.size != nil else {
            return false
        }
        var head = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let read = head.withUnsafeMutableBytes { room in
                (try? source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...])))
                    ?? 0
            }
            guard read > 0 else { return false }
            filled += read
        }
        return FileFingerprint(head) == self
    }
}
