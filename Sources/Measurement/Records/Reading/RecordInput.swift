/// A log to read.
public enum RecordInput: Hashable, Sendable {
    /// A file, plain, gzip or Zstandard; standard input for `-`.
    case file(path: String)
    /// A file that grows, from its end or its beginning on; it ends when the caller says so or cancels.
    case following(path: String, fromStart: Bool)

    /// The path.
    public var path: String {
        switch self {
        case .file(let path), .following(let path, _): path
        }
    }
}
