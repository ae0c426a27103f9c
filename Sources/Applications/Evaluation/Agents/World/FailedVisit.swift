/// A connection that failed, with the truth about it.
struct FailedVisit: Sendable {
    /// Its number, by time.
    var id = 0
    /// When it failed, in milliseconds since 1970.
    let time: Int64
    /// The place of the user.
    let user: Int
    /// The name that was visited.
    let name: String
    /// The hash of the name, in base64.
    let hash: String
    /// The place of the destination; nil for a name that does not exist.
    let destination: Int?
    /// The address that the lookup gave; nil when it gave none.
    let address: String?
    /// The browser's error code.
    let code: Int
    /// What was to blame.
    let cause: FailureCause
    /// The time without own network that it belongs to; nil for other causes.
    let burst: Int?
    /// How many other destinations failed in a row before it, of this user.
    var failuresBefore = 0
    /// How many destinations failed in a row around it, of this user.
    var failuresAround = 1
}

/// A connection that succeeded and ends a row of failures at its server.
struct Recovery: Sendable {
    let time: Int64
    let user: Int
    let hash: String
    let address: String
}
