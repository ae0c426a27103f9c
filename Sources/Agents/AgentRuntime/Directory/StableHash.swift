/// A hash that is the same in every process and on every machine, unlike Swift's own.
///
/// For spreading load and times, not against adversaries: FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo, 1991), finished
/// with the mixer of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014).
enum StableHash {
    /// The hash of a text.
    static func hash(_ text: String) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return mix(state)
    }

    /// A permutation of the 64-bit numbers in which every bit of the result depends on every bit of `value`.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
