/// Which value holds at an address: longest prefix match by a compressed trie with sorted buckets at its ends.
///
/// The first bits of an address choose a slot of `direct`, which holds an *entry*: a value, or the place in
/// `words` of a node or a bucket. A node decides on the next 6 bits. Of its 64 entries neighbours that are equal
/// are one; a set bit says where the next one begins, so that counting bits finds it (H. Asai, Y. Ohara, "Poptrie:
/// a compressed trie with population count for fast and scalable software IP routing table lookup", SIGCOMM
/// 2015). Unlike there, entries follow their node's bits in memory, and a block with at most 8 ranges becomes
/// no further nodes but a bucket, which is searched (as in M. Zec, L. Rizzo, M. Mikuc, "DXR: towards a billion
/// routing lookups per second in software", 2012): a look-up pays for the lines of cache it touches, and an IPv6
/// prefix would be a chain of sparse nodes. Slots before the first and behind the last prefix are not stored.
///
/// ```
/// entry   1 value(31) | 00 place of a node(30) | 01 place of a bucket(30)
/// node    bits(64)  entry of each set bit, at most 64
/// bucket  the first 32 bits of the ranges but the first, ascending(7)  value of each(8)  0
/// ```
///
/// A bucket is 64 bytes long and lies in one line of cache. Values are below 2^31.
struct AddressTrie: Sendable, Equatable {
    /// In an entry: the rest is a value.
    static let valueFlag: UInt32 = 1 << 31
    /// In an entry that is no value: the rest is the place of a bucket.
    static let bucketFlag: UInt32 = 1 << 30
    /// How many ranges a bucket holds.
    static let bucketSize = 8
    /// How many words a bucket takes.
    static let bucketWords = 16
    /// How many bits of an address a bucket compares.
    static let keyBits = 32

    /// How many bits choose the slot.
    let directBits: Int
    /// The number that the first stored slot has among all.
    let firstSlot: UInt32
    /// The stored slots; the first and last also speak for all before and after them.
    let direct: [UInt32]
    /// Nodes and buckets.
    let words: AlignedWords

    /// The trie without prefixes.
    init(directBits: Int) {
        self.init(
            directBits: directBits, firstSlot: 0, direct: [Self.valueFlag],
            words: AlignedWords([]))
    }

    init(directBits: Int, firstSlot: UInt32, direct: [UInt32], words: AlignedWords) {
        self.directBits = directBits
        self.firstSlot = firstSlot
        self.direct = direct
        self.words = words
    }

    /// The bytes that slots, nodes and buckets take.
    var byteCount: Int { (direct.count + words.count) * MemoryLayout<UInt32>.stride }
}
