/// Why a file cannot be read, or not to its end.
///
/// All bytes before the problem were delivered when one of these is thrown. Of damaged gzip data more than
/// that may have been: zlib notices some damage only by the checksum at the end of a member.
public enum CompressedFileError: Error, Hashable, Sendable {
    /// The file cannot be opened or read; the reason as the system gave it.
    case unreadable(path: String, reason: String)
    /// The file ends inside of compressed data; the offset counts compressed bytes.
    case truncated(path: String, format: CompressionFormat, offset: Int)
    /// Compressed data are damaged before the offset, which counts compressed bytes.
    case corrupt(path: String, format: CompressionFormat, offset: Int, reason: String)
    /// The file is compressed in a way that is known and not read here.
    case unsupported(path: String, format: CompressionFormat)
    /// The library that decompresses could not be started: there is no memory for it.
    case outOfMemory(path: String, format: CompressionFormat)

    /// The file, as the reader was told to call it.
    public var path: String {
        switch self {
        case .unreadable(let path, _), .truncated(let path, _, _), .corrupt(let path, _, _, _),
            .unsupported(let path, _), .outOfMemory(let path, _):
            path
        }
    }
}

extension CompressedFileError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "\(path) cannot be read: \(reason)"
        case .truncated(let path, let format, let offset):
            "\(path) ends after \(offset) bytes in the middle of \(format.rawValue) data: "
                + "it was cut off, fetch it again"
        case .corrupt(let path, let format, let offset, let reason):
            "\(path) holds damaged \(format.rawValue) data before byte \(offset): \(reason)"
        case .unsupported(let path, let format):
            "\(path) is compressed with \(format.rawValue), which is not read here: decompress it first, "
                + "as in '\(format.rawValue) -dc FILE | ... -'"
        case .outOfMemory(let path, let format):
            "there is no memory to decompress \(path) (\(format.rawValue))"
        }
    }
}
