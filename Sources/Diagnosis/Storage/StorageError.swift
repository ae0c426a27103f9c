/// Why something could not be kept or found.
public enum StorageError: Error, Hashable, Sendable {
    /// The file cannot be opened or made.
    case cannotOpen(path: String, reason: String)
    /// The file is not a database, or is damaged; it is left as it is.
    case corrupt(path: String, operation: String, reason: String)
    /// A newer version of the program wrote the file.
    case newerSchema(path: String)
    /// There is no room left for the database.
    case diskFull(path: String, operation: String)
    /// The file or its folder cannot be written to.
    case readOnly(path: String, operation: String)
    /// Another process holds the database for longer than the busy timeout.
    case busy(path: String, operation: String)
    /// The operating system could not read or write the file.
    case inputOutput(path: String, operation: String, reason: String)
    /// More writes wait for the disk than the store holds in memory.
    case overloaded(operation: String, waiting: Int)
    /// The task that asked was cancelled before the answer was there; nothing was changed.
    case cancelled(operation: String)
    /// A row holds what no version of the program writes.
    case unreadable(operation: String, what: String)
    /// SQLite refused for another reason.
    case refused(operation: String, code: Int32, reason: String)
}

extension StorageError: CustomStringConvertible {
    /// What went wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open the store \(path): \(reason); check that its folder exists and may be written to"
        case .corrupt(let path, let operation, let reason):
            "cannot \(operation): the store \(path) is damaged or no database (\(reason)); it was left as it "
                + "is: move it aside, restore a copy or rescue what can be read with 'sqlite3 FILE .recover'"
        case .newerSchema(let path):
            "the store \(path) was written by a newer version of the program: use that version"
        case .diskFull(let path, let operation):
            "cannot \(operation): no room left for the store \(path); free space on its disk, then try again"
        case .readOnly(let path, let operation):
            "cannot \(operation): the store \(path) cannot be written to; check its owner and permissions"
        case .busy(let path, let operation):
            "cannot \(operation): another process holds the store \(path); end it or try again later"
        case .inputOutput(let path, let operation, let reason):
            "cannot \(operation): the disk of the store \(path) does not answer (\(reason)); check the disk"
        case .overloaded(let operation, let waiting):
            "cannot \(operation): \(waiting) writes wait for the disk already; try again later"
        case .cancelled(let operation):
            "\(operation): cancelled; nothing was changed"
        case .unreadable(let operation, let what):
            "cannot \(operation): the store holds \(what), which no version of the program writes"
        case .refused(let operation, let code, let reason):
            "cannot \(operation): SQLite says \(reason) (code \(code))"
        }
    }
}
