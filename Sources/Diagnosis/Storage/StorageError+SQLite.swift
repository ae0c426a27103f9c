import GRDB

extension StorageError {
    /// Translates what GRDB threw.
    ///
    /// - Parameters:
    ///   - error: what was thrown.
    ///   - operation: what was being done, in the infinitive.
    ///   - path: the database file, or how the store in memory is called.
    init(_ error: any Error, operation: String, path: String) {
        if let error = error as? StorageError {
            self = error
            return
        }
        if error is CancellationError {
            self = .cancelled(operation: operation)
            return
        }
        guard let error = error as? DatabaseError else {
            self = .refused(operation: operation, code: 0, reason: "\(error)")
            return
        }
        let reason = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self = .cannotOpen(path: path, reason: reason)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self = .corrupt(path: path, operation: operation, reason: reason)
        case .SQLITE_FULL:
            self = .diskFull(path: path, operation: operation)
        case .SQLITE_READONLY:
            self = .readOnly(path: path, operation: operation)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .busy(path: path, operation: operation)
        case .SQLITE_IOERR:
            self = .inputOutput(path: path, operation: operation, reason: reason)
        case .SQLITE_ABORT, .SQLITE_INTERRUPT:
            self = .cancelled(operation: operation)
        default:
            self = .refused(
                operation: operation, code: error.extendedResultCode.rawValue, reason: reason)
        }
    }
}
