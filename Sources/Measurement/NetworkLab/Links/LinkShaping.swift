/// What the kernel itself can do to the packets of a link: commands and rules as text.
///
/// Everything is meant for one end of the link and acts there on one direction: the rate on what
/// the end sends, loss on what it receives. Both ends together make both directions.
public enum LinkShaping {
    /// Makes an interface send no packet above its link's largest (an `ip` batch line).
    ///
    /// A veth otherwise passes on what TCP gives it, up to 64 KiB at once, which a rule would lose
    /// at once, a rate would let pass at once, and a delay would reorder at once. To be given to
    /// both ends of every link that is not perfect.
    public static func segmentation(interface: String) -> String {
        "link set dev \(interface) gso_max_segs 1"
    }

    /// Sets the largest packet of an interface, if the quality has one (`ip` batch lines).
    ///
    /// Below 1280 bytes Linux takes IPv6 off the interface (RFC 8200, section 5).
    public static func maximumTransmissionUnit(
        _ quality: LinkQuality, interface: String
    ) -> [String] {
        quality.maximumTransmissionUnit.map { ["link set dev \(interface) mtu \($0)"] } ?? []
    }

    /// The seconds for which the queue in front of a slow link fills before it drops packets.
    ///
    /// With TCP's windows this is the delay that a full link adds. 50 ms is a round trip to a
    /// server in the region, the classic size for a buffer (bandwidth times round-trip time, RFC
    /// 3439 and Villamizar and Song, "High performance TCP in ANSNET", 1994): one download fills
    /// the link, and a busy link is told from a broken one by its delay.
    public static let queueSeconds = 0.05

    /// The command that limits what an interface sends to the quality's rate, if it has one.
    ///
    /// A token bucket (tc-tbf(8)) fills at the rate of the link. It holds what is sent in 5 ms, so
    /// that a slow timer of the kernel costs no rate, and two packets at the least. Behind it wait
    /// ``queueSeconds`` of packets, and ten packets at the least. The command also changes the
    /// rate of an interface that has one.
    public static func rateCommands(_ quality: LinkQuality, interface: String) -> [[String]] {
        guard let bucket = TokenBucket(quality) else { return [] }
        return [["tc", "qdisc", "replace", "dev", interface, "root"] + bucket.words]
    }

    /// The command that takes the limit off an interface that has one.
    public static func unlimitedCommands(interface: String) -> [[String]] {
        [["tc", "qdisc", "del", "dev", interface, "root"]]
    }

    /// The name of the table of ``lossRules(_:interface:)`` (family `inet`).
    public static func lossTable(interface: String) -> String {
        "loss_" + String(interface.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    /// The rules for nftables that lose the quality's share of what an interface receives; empty
    /// text without loss.
    ///
    /// They sit where packets come in, before anything else sees them: what is for the node and
    /// what it passes on are both met, once. IPv4 and IPv6 packets are lost, address resolution
    /// (ARP) is not. Loading them again replaces them. The one counter counts lost packets.
    public static func lossRules(_ quality: LinkQuality, interface: String) -> String {
        let million = 1_000_000
        let lost = Int((quality.loss * Double(million)).rounded())
        guard lost > 0 else { return "" }
        let choice = lost >= million ? "" : "numgen random mod \(million) < \(lost) "
        return noLossRules(interface: interface) + """
            table inet \(lossTable(interface: interface)) {
                chain arriving {
                    type filter hook ingress device "\(interface)" priority 0
                    policy accept
                    \(choice)counter drop
                }
            }

            """
    }

    /// The rules that end what ``lossRules(_:interface:)`` began, whether it did or not.
    public static func noLossRules(interface: String) -> String {
        let table = lossTable(interface: interface)
        return "table inet \(table)\ndelete table inet \(table)\n"
    }
}

/// A token bucket filter (tc-tbf(8)).
struct TokenBucket: Equatable {
    /// Bits a second.
    let rate: Int
    /// Bytes that may leave at once.
    let burst: Int
    /// Bytes that may wait.
    let limit: Int

    /// The bucket of a link; nil for one without a limit.
    init?(_ quality: LinkQuality) {
        guard let bits = quality.rate, bits >= 1, bits < 1e15 else { return nil }
        // The bucket counts whole frames: the packet and its Ethernet header.
        let frame = (quality.maximumTransmissionUnit ?? 1500) + 14
        let bytesPerSecond = bits / 8
        rate = Int(bits.rounded())
        burst = max(2 * frame, Int(bytesPerSecond * 0.005))
        limit = burst + max(10 * frame, Int(bytesPerSecond * LinkShaping.queueSeconds))
    }

    /// The words for `tc`, from the name of the discipline on.
    var words: [String] {
        ["tbf", "rate", "\(rate)bit", "burst", "\(burst)b", "limit", "\(limit)b"]
    }
}
