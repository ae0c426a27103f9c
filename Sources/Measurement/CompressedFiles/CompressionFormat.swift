/// How the bytes of a file are compressed, told by its first bytes and never by its name.
public enum CompressionFormat: String, Sendable, CaseIterable {
    /// Not compressed, or not in a way that is known here.
    case plain
    /// gzip (RFC 1952), one member or several.
    case gzip
    /// Zstandard (RFC 8878), one frame or several.
    case zstandard = "zstd"
    /// bzip2, which is known but not read.
    case bzip2
    /// xz, which is known but not read.
    case xz

    /// The first bytes of a file in this format, in all their forms; none for plain files.
    var signatures: [[UInt8]] {
        switch self {
        case .plain: []
        // Identification and the one method there is, deflate (RFC 1952, section 2.3.1).
        case .gzip: [[0x1f, 0x8b, 0x08]]
        // A frame, or a skippable frame of any of 16 kinds (RFC 8878, section 3.1).
        case .zstandard:
            [[0x28, 0xb5, 0x2f, 0xfd]] + (0x50...0x5f).map { [$0, 0x2a, 0x4d, 0x18] }
        // `BZh`, the size of its blocks, and the digits of pi before the first block.
        case .bzip2:
            (0x31...0x39).map { [0x42, 0x5a, 0x68, $0, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] }
        case .xz: [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]]
        }
    }

    /// The format of a file that begins with these bytes; nil when more of them are needed to tell.
    static func detect(_ start: UnsafeRawBufferPointer, isWhole: Bool) -> CompressionFormat? {
        var isUndecided = false
        for format in allCases {
            for signature in format.signatures {
                if start.starts(with: signature) { return format }
                if signature.starts(with: start) { isUndecided = true }
            }
        }
        return isUndecided && !isWhole ? nil : .plain
    }
}
