/// A queue that grows as needed; a few places from its end, elements can be put in between.
struct RingBuffer<Element> {
    /// A power of two long; nil where nothing is.
    private var slots: [Element?] = Array(repeating: nil, count: 64)
    private var head = 0
    /// How many elements wait.
    private(set) var count = 0

    /// The element that leaves next; constant time.
    var first: Element? { count == 0 ? nil : slots[head] }

    /// The element with so many behind it, which must be fewer than `count`; constant time.
    subscript(fromEnd behind: Int) -> Element? { slots[place(count - 1 - behind)] }

    /// Puts an element in front of the last `behind`; time proportional to these.
    mutating func insert(_ element: Element, behind: Int = 0) {
        if count == slots.count { grow() }
        var index = count
        while index > count - behind {
            slots[place(index)] = slots[place(index - 1)]
            index -= 1
        }
        slots[place(index)] = element
        count += 1
    }

    /// Takes the element that leaves next; constant time.
    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = slots[head]
        slots[head] = nil
        head = place(1)
        count -= 1
        return element
    }

    private func place(_ index: Int) -> Int { (head + index) & (slots.count - 1) }

    private mutating func grow() {
        let ordered = (0..<count).map { slots[place($0)] }
        slots = ordered + Array(repeating: nil, count: slots.count)
        head = 0
    }
}
