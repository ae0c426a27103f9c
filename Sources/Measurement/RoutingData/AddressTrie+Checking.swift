extension AddressTrie {
    /// Whether look-ups stay within the arrays and end, and every value is at most the highest.
    ///
    /// A trie that was built is sound; one that was read from a file may not be.
    ///
    /// - Complexity: linear in slots and words.
    func isSound(highestValue: UInt32) -> Bool {
        guard (1...32).contains(directBits), !direct.isEmpty,
            Int(firstSlot) + direct.count <= 1 << directBits, words.count < 1 << 30
        else { return false }
        return words.withUnsafeBufferPointer { words in
            var walk = Walk(words: words, highestValue: highestValue)
            return direct.allSatisfy { walk.isSound($0, behind: -1) && walk.areOpenNodesSound() }
        }
    }

    /// A look at everything that can be reached.
    private struct Walk {
        let words: UnsafeBufferPointer<UInt32>
        let highestValue: UInt32
        /// Nodes whose entries are still to be looked at.
        private var open = [Int]()
        /// How many words were reached; nothing is reached twice, so that it is no more than there are.
        private var visited = 0

        init(words: UnsafeBufferPointer<UInt32>, highestValue: UInt32) {
            self.words = words
            self.highestValue = highestValue
        }

        mutating func isSound(_ entry: UInt32, behind parent: Int) -> Bool {
            if entry & valueFlag != 0 { return entry ^ valueFlag <= highestValue }
            let place = Int(entry & ~bucketFlag)
            guard place < words.count else { return false }
            if entry & bucketFlag == 0 {
                open.append(place)
                // A node that comes later in memory cannot lead back.
                return place > parent
            }
            visited += bucketWords
            guard place + bucketWords <= words.count, visited <= words.count else { return false }
            var highest: UInt32 = 0
            for value in bucketSize - 1..<bucketWords - 1 {
                highest = max(highest, words[place + value])
            }
            return highest <= highestValue
        }

        mutating func areOpenNodesSound() -> Bool {
            while let node = open.popLast() {
                guard node + 2 <= words.count else { return false }
                let bits = UInt64(words[node]) | UInt64(words[node + 1]) << 32
                let end = node + 2 + bits.nonzeroBitCount
                visited += end - node
                // The first bit is set, or addresses before the first entry would have none.
                guard bits & 1 == 1, end <= words.count, visited <= words.count else {
                    return false
                }
                for place in node + 2..<end where !isSound(words[place], behind: node) {
                    return false
                }
            }
            return true
        }
    }
}
