/// Which requests failed, by the value of a column.
///
/// A pattern is a whole value, in upper or lower case, or a class of status codes such as `5xx`; a whole value goes
/// before a class.
public struct OutcomeRule: Hashable, Sendable {
    /// The column.
    public var column: LogColumn
    /// Values of requests that the service failed.
    public var failure: [String]
    /// Values of requests that were the user's own mistake: the service did its part, so they are successes,
    /// and they are counted beside.
    public var mistake: [String]
    /// Values of other successes; where there are none, every value that is not named is one.
    public var success: [String]
    /// Values of requests that say nothing and are passed over.
    public var skip: [String]
    /// The column with how long a request took, and from how many of its units on a success is a failure.
    public var slow: Slowness?

    /// From when on a request was too slow.
    public struct Slowness: Hashable, Sendable {
        /// The column with a number.
        public var column: LogColumn
        /// Requests with more than this failed.
        public var limit: Double

        /// The column and the limit, in the unit of the column.
        public init(column: LogColumn, limit: Double) {
            self.column = column
            self.limit = limit
        }
    }

    /// A rule.
    public init(
        column: LogColumn, failure: [String], mistake: [String] = [], success: [String] = [],
        skip: [String] = [], slow: Slowness? = nil
    ) {
        self.column = column
        self.failure = failure
        self.mistake = mistake
        self.success = success
        self.skip = skip
        self.slow = slow
    }

    /// Status codes of HTTP.
    ///
    /// The service failed with 5xx, with 408 (it gave up waiting for the request), with nginx's 499 (the client
    /// gave up waiting for the answer) and with 000, 0 and -1 (there was no answer). Every other 4xx is
    /// the user's own mistake.
    public static func status(_ column: LogColumn) -> OutcomeRule {
        OutcomeRule(
            column: column, failure: ["5xx", "408", "499", "000", "0", "-1"], mistake: ["4xx"],
            success: ["1xx", "2xx", "3xx"])
    }

    /// Words of which some say that the request failed, as in columns named `outcome` or `failed`.
    public static func words(_ column: LogColumn) -> OutcomeRule {
        OutcomeRule(
            column: column,
            failure: ["1", "true", "yes", "failed", "failure", "fail", "error", "timeout"],
            success: ["0", "false", "no", "ok", "success", "succeeded"])
    }

    /// Words of which some say that the request succeeded, as in columns named `success` or `ok`.
    public static func reversedWords(_ column: LogColumn) -> OutcomeRule {
        OutcomeRule(
            column: column, failure: ["0", "false", "no"], success: ["1", "true", "yes", "ok"])
    }
}
