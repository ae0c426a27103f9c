/// How cases are parted into those that are learned from and those that judge what was learned.
public enum CaseSplit: Hashable, Sendable {
    /// By the case's name alone: a case stays on its side, whatever other cases there are.
    case byName(seed: UInt64)
    /// The latest cases are held out, as in the thesis: knowledge is for failures to come.
    case byTime

    /// Parts cases; `heldOutShare` of them, 0 to 1, are held out.
    ///
    /// The order of the cases is kept.
    public func parts(
        of cases: [DiagnosisCase], heldOutShare: Double
    ) -> (training: [DiagnosisCase], heldOut: [DiagnosisCase]) {
        var isHeldOut: [Bool]
        switch self {
        case .byName(let seed):
            isHeldOut = cases.map { Self.position(of: $0.id, seed: seed) < heldOutShare }
        case .byTime:
            let order = cases.indices.sorted {
                (cases[$0].time, cases[$0].id, $0) < (cases[$1].time, cases[$1].id, $1)
            }
            let count = Int((Double(cases.count) * min(max(heldOutShare, 0), 1)).rounded())
            isHeldOut = [Bool](repeating: false, count: cases.count)
            for index in order.suffix(count) { isHeldOut[index] = true }
        }
        return (
            zip(cases, isHeldOut).filter { !$0.1 }.map(\.0),
            zip(cases, isHeldOut).filter(\.1).map(\.0)
        )
    }

    /// A number from 0 up to 1 that looks random but depends on name and seed alone: FNV-1a (Fowler, Noll
    /// and Vo), finished as in SplitMix64 (Steele, Lea and Flood, 2014).
    static func position(of name: String, seed: UInt64) -> Double {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
        hash ^= hash >> 31
        return Double(hash >> 11) * 0x1p-53
    }
}
