import Testing

/// A fault of the network and what `culprit why` must say about it.
struct FaultCase: Sendable, CustomTestStringConvertible {
    /// What is right to conclude from the client alone.
    enum Conclusion: Sendable {
        /// The page loads and nothing is to blame.
        case reachable
        /// This cause and no other.
        case cause(String)
        /// The first is the truth; one device cannot tell it from the others, so either the verdict
        /// is the truth or it is one of the others and the answer names the truth beside it.
        case oneOf([String])
        /// The page loads all the same; asked to judge its pace too, this is the cause.
        case slowBecause(String)
    }

    /// The name that `Network/network list` shows.
    var fault: String
    var conclusion: Conclusion
    var url = "https://www.example.com/"
    /// More arguments for `culprit why`.
    var arguments: [String] = []

    var testDescription: String { ([fault] + arguments).joined(separator: " ") }

    init(
        _ fault: String, _ conclusion: Conclusion, url: String = "https://www.example.com/",
        arguments: [String] = []
    ) {
        self.fault = fault
        self.conclusion = conclusion
        self.url = url
        self.arguments = arguments
    }

    /// The class that a cause belongs to, by the first letter of its identifier.
    static func className(of cause: String?) -> String {
        switch cause?.first {
        case "L": "local-network"
        case "D": "dns-lookup"
        case "P": "ip-routing"
        case "S": "web-server"
        default: "none"
        }
    }
}
