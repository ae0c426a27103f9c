extension PacketFilter {
    /// What is filtered where, as a clause.
    package var sentence: String {
        let (verb, reply) =
            switch action {
            case .drop: ("drops", "")
            case .rejectPortUnreachable: ("rejects", " (ICMP: port unreachable)")
            case .rejectProhibited: ("rejects", " (ICMP: prohibited)")
            case .reset: ("rejects", " (TCP reset)")
            }
        var words = ["\(node) \(verb) \(packets)"]
        if !ports.isEmpty {
            words.append("to port\(ports.count > 1 ? "s" : "") \(Fault.Kind.list(ports))")
        }
        if !destinations.isEmpty {
            words.append("\(ports.isEmpty ? "to" : "of") \(Fault.Kind.list(destinations))")
        } else if hook == .input {
            words.append(ports.isEmpty ? "to itself" : "of its own")
        }
        if let inputInterface { words.append("coming in by \(inputInterface)") }
        if let outputInterface { words.append("going out by \(outputInterface)") }
        return words.joined(separator: " ") + reply
    }

    private var packets: String {
        let family =
            switch family {
            case .ipv4?: "IPv4"
            case .ipv6?: "IPv6"
            case nil: ""
            }
        let transport =
            switch transport {
            case .tcp?: "TCP"
            case .udp?: "UDP"
            case .any?: "TCP and UDP"
            case nil: ""
            }
        let parts = [transport, family.isEmpty || transport.isEmpty ? family : "over \(family)"]
        let words = parts.filter { !$0.isEmpty }.joined(separator: " ")
        if hook == .output { return words.isEmpty ? "everything of its own" : "its own \(words)" }
        return words.isEmpty ? "everything" : words
    }
}
