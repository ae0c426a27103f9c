/// Which place each fault has in the state that goes from block to block.
///
/// Numbers change when rare faults are folded together to save memory; places do not, so that what was learned of
/// a fault stays its own. The places of faults that are gone are given to new ones.
struct FaultSlots: Sendable {
    /// The name of the fault at each place.
    private(set) var names: [String] = []
    /// The place of each number.
    private(set) var slots: [Int32] = []
    private var free: [Int32] = []
    /// Whether every number is its own place still.
    private(set) var isIdentity = true

    /// How many places there are.
    var count: Int { names.count }

    /// Takes over what a block says of numbers and names.
    ///
    /// - Returns: the places that are given up, some of them to new faults at once.
    mutating func take(_ block: RequestBlock) throws(ReasoningError) -> [Int32] {
        var left: [Int32] = []
        if let renumbering = block.renumbering {
            var isKept = [Bool](repeating: false, count: slots.count)
            for number in renumbering.kept {
                guard slots.indices.contains(Int(number)) else {
                    throw .inference(
                        "block \(block.index) keeps fault \(number), which is not known")
                }
                isKept[Int(number)] = true
            }
            left = slots.indices.filter { !isKept[$0] }.map { slots[$0] }
            slots = renumbering.kept.map { slots[Int($0)] }
            free += left.reversed()
            isIdentity = false
        }
        for name in block.newFaults {
            if let slot = free.popLast() {
                names[Int(slot)] = name
                slots.append(slot)
            } else {
                slots.append(Int32(names.count))
                names.append(name)
            }
        }
        return left
    }

    /// The places of faults by their numbers.
    func places(_ faults: [Int32], block: Int) throws(ReasoningError) -> [Int32] {
        if isIdentity { return faults }
        var places = faults
        for index in places.indices {
            let number = Int(places[index])
            guard slots.indices.contains(number) else {
                throw .inference("block \(block) names fault \(number), which is not known")
            }
            places[index] = slots[number]
        }
        return places
    }
}
