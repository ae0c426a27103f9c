/// xoshiro256++: the seeded generator of every simulation.
///
/// D. Blackman and S. Vigna, *Scrambled linear pseudorandom number generators*, 2021. The same
/// seed gives the same numbers on every machine. Distributions are extensions, one a file.
public struct Xoshiro256: RandomNumberGenerator, Sendable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// A generator whose four words SplitMix64 fills from the seed.
    public init(seed: UInt64) {
        var mixer = SplitMix64(seed: seed)
        s0 = mixer.next()
        s1 = mixer.next()
        s2 = mixer.next()
        s3 = mixer.next()
    }

    /// A generator in a state that is given; not all words may be 0.
    public init(state: (UInt64, UInt64, UInt64, UInt64)) { (s0, s1, s2, s3) = state }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let sum = s0 &+ s3
        let result = ((sum << 23) | (sum >> 41)) &+ s0
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// A number uniform in [0, 1), of 53 bits.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number uniform in (0, 1), whose logarithm is finite.
    public mutating func positiveUniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }

    /// A whole number, uniform from 0 to one below a bound of 1 or more.
    ///
    /// The high half of a product; the bias is below `bound` / 2⁶⁴ (D. Lemire, 2019).
    public mutating func index(below bound: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }
}
