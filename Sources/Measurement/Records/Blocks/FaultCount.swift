/// What a block has of one fault.
public struct FaultCount: Hashable, Sendable {
    /// Its number in the table of names.
    public var fault: Int32
    /// Requests that name it.
    public var requests: Double
    /// Those of them that failed.
    public var failures: Double
    /// The exact number of different clients that made them; requests without client count none.
    public var clients: Int

    /// What a block has of a fault.
    public init(fault: Int32, requests: Double = 0, failures: Double = 0, clients: Int = 0) {
        self.fault = fault
        self.requests = requests
        self.failures = failures
        self.clients = clients
    }
}
