using System.Text;

namespace RetinaPS.BuildTool.Help;

/// <summary>Breaks text between words.</summary>
internal static class WrappedText
{
    /// <summary>Words in lines of at most so many columns; a longer word has a line of its own.</summary>
    /// <param name="words">The words.</param>
    /// <param name="columns">The most columns of a line.</param>
    /// <param name="first">What stands before the first line.</param>
    /// <param name="next">What stands before each further line.</param>
    public static string Of(IEnumerable<string> words, int columns, string first = "", string next = "")
    {
        var text = new StringBuilder();
        string line = first;
        bool isEmpty = true;
        foreach (string word in words)
        {
            if (!isEmpty && line.Length + 1 + word.Length > columns)
            {
                text.Append(line).Append('\n');
                (line, isEmpty) = (next, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        return text.Append(line).ToString();
    }
}
