extension LinkShaping {
    /// The command that shows whether the kernel has netem, by success; to be run in a namespace
    /// that is thrown away afterwards.
    public static let netemTrial = [
        "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms",
    ]

    /// Whether netem does to packets what the lab's forwarder does.
    ///
    /// It does for a constant delay. Its jitter reorders packets, and the packets that it reorders
    /// are not delayed at all (tc-netem(8)); scenarios would mean something else on another
    /// kernel, so that the forwarder is used for these everywhere.
    public static func suitsNetem(_ quality: LinkQuality) -> Bool {
        quality.jitter == 0 && quality.reordering == 0
    }

    /// The commands that hold back and limit what an interface sends, by netem alone.
    ///
    /// Instead of the forwarder and of ``rateCommands(_:interface:)``, where ``netemTrial``
    /// succeeds and ``suitsNetem(_:)``: packets wait for their delay first, then for the rate.
    /// Room for 50,000 packets, as in the forwarder; netem's own 1,000 would limit the rate.
    public static func netemCommands(_ quality: LinkQuality, interface: String) -> [[String]] {
        guard quality.delay > 0 else { return rateCommands(quality, interface: interface) }
        let microseconds = Int((quality.delay * 1000).rounded())
        let device = ["tc", "qdisc", "replace", "dev", interface]
        let delay =
            device + ["root", "handle", "1:", "netem", "delay", "\(microseconds)us"]
            + ["limit", "\(DelayLimits.standard.packets)"]
        guard let bucket = TokenBucket(quality) else { return [delay] }
        return [delay, device + ["parent", "1:1", "handle", "10:"] + bucket.words]
    }
}
