/// A program that the lab starts and knows nothing of.
public struct Program: Sendable, Equatable {
    /// The command line; the word `culprit` first means the running binary.
    public var command: [String]
    /// The TCP ports that show, once something listens, that it is up.
    public var ports: [Int]

    /// A program from its parts.
    public init(command: [String], ports: [Int] = []) {
        self.command = command
        self.ports = ports
    }
}
