/// Reads networks in the Interchange Format for Bayesian Networks, version 0.15.
///
/// The text may come from anybody: every text is either read or refused with its line and column,
/// in time and memory linear in its size and the limits. No files are touched.
///
/// What is read, beyond what every file has:
/// - `table`, `default` and labelled rows in any order; rows are placed by their labels. The numbers
///   of a `table` with parents stand child slowest, then the parents, the last one fastest.
/// - blocks in any order, a probability block before its variables too;
/// - labels of any characters but blanks, `{}()[];,|` and quotation marks, without quotation marks,
///   and any label within them (`\"` and `\\` stand for a quotation mark and a backslash);
/// - comments of both kinds, properties (kept as texts) and numbers in scientific notation.
///
/// Source: F. Cozman, The Interchange Format for Bayesian Networks, version 0.15, 1998.
public struct BIFReader: Sendable {
    /// How far the sum of a row may miss one; such a row is divided by its sum and noted.
    ///
    /// Public files miss one by up to 3e-7. With `.infinity` rows are weights and any positive sum
    /// is taken. A row that misses one by rounding alone (1e-12) is kept as it is.
    public var rowTolerance: Double
    /// What a text may demand at most.
    public var limits: Limits

    /// Bounds on a text from an untrusted source.
    public struct Limits: Sendable, Equatable {
        /// The size of the text in bytes.
        public var bytes: Int
        /// The number of variables.
        public var variables: Int
        /// The number of states of a variable.
        public var states: Int
        /// The number of parents of a variable.
        public var parents: Int
        /// The number of table entries of all variables together, which bounds the memory: about
        /// 150 bytes an entry at worst, when no row was ever seen.
        public var entries: Int

        /// Limits seven times what the largest public network (mildew, 547,158 entries) needs.
        public init(
            bytes: Int = 1 << 27, variables: Int = 1 << 16, states: Int = 1 << 16,
            parents: Int = 64, entries: Int = 1 << 22
        ) {
            self.bytes = bytes
            self.variables = variables
            self.states = states
            self.parents = parents
            self.entries = entries
        }
    }

    /// A reader with a tolerance for row sums and limits on the text.
    public init(rowTolerance: Double = 1e-6, limits: Limits = Limits()) {
        self.rowTolerance = rowTolerance
        self.limits = limits
    }

    /// Reads a text.
    ///
    /// - Throws: `BIFError` with the line and column of the first thing that is wrong.
    public func read(_ text: String) throws(BIFError) -> BIFDocument {
        try read(Array(text.utf8))
    }

    /// Reads a text in UTF-8; bytes that are no UTF-8 become replacement characters.
    ///
    /// - Throws: `BIFError` with the line and column of the first thing that is wrong.
    public func read(_ bytes: [UInt8]) throws(BIFError) -> BIFDocument {
        var parser = BIFParser(bytes, rowTolerance: rowTolerance, limits: limits)
        do {
            return try parser.document()
        } catch {
            throw BIFError(
                position: parser.lexer.position(of: error.offset), problem: error.problem)
        }
    }
}
