extension LinkQuality {
    /// What it does to packets, in figures: `6 ms ± 1 ms, 50 Mbit/s, 8 % lost`; empty for nothing.
    package var words: String { parts.joined(separator: ", ") }

    /// The figures, one by one.
    var parts: [String] {
        var parts = [String]()
        if delay > 0 || jitter > 0 {
            parts.append("\(delay.short)\(jitter > 0 ? " ± \(jitter.short)" : "") ms")
        }
        if reordering > 0 { parts.append("\((reordering * 100).short) % overtake") }
        if loss > 0 { parts.append("\((loss * 100).short) % lost") }
        if let rate { parts.append(Self.bits(rate)) }
        if let maximumTransmissionUnit { parts.append("MTU \(maximumTransmissionUnit)") }
        return parts
    }

    private static func bits(_ rate: Double) -> String {
        switch rate {
        case 1e9...: "\((rate / 1e9).short) Gbit/s"
        case 1e6...: "\((rate / 1e6).short) Mbit/s"
        case 1e3...: "\((rate / 1e3).short) kbit/s"
        default: "\(rate.short) bit/s"
        }
    }
}
