import NetworkLab

/// The classes of component that can be to blame, and none.
public enum CauseClass: String, Sendable, CaseIterable {
    /// Nothing is to blame.
    case none
    /// What is this side of the provider.
    case localNetwork = "local-network"
    /// The way from a name to an address.
    case nameLookup = "dns-lookup"
    /// The way from here to the address.
    case routing = "ip-routing"
    /// The other end.
    case webServer = "web-server"

    /// The class of a cause, by the first letter of its code: `P3` is of `ip-routing`.
    public init(cause code: String) {
        self =
            switch code.first {
            case "L": .localNetwork
            case "D": .nameLookup
            case "P": .routing
            case "S": .webServer
            default: .none
            }
    }
}

extension Truth {
    /// The classes that one device cannot tell apart here: that of the truth, and of its rivals.
    var classes: Set<String> {
        Set([className] + alsoPossible.map { CauseClass(cause: $0).rawValue })
    }
}
