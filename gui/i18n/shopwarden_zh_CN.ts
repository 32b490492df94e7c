<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>1. Allow your website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2. Paste this line into your website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A colour is # and six digits, such as #1f6feb.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A currency is three capital letters, such as AUD.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number of days, 0 to 3650.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a newer version of a file at any time: only what changed is learned anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files to what the bot knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add from file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add pages about delivery, returns and warranty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add your product list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add your product list, and it can answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the chat page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed, marked for you to look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the export says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As this computer is set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask what a customer would ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most 1,000 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most 300 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most 500 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most 60 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced: the best choice for most shops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belongs to product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bot: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Building the search index again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be ordered when out of stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Category</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chatbot</source>
        <translation>聊天机器人</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking for harmful text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice (such as a size)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choice: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen, but not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct these rows in your file and add it again: nothing is imported twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Currency of your prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this text?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a model file (GGUF) here, from a USB stick for instance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop your product list here, or choose “Add file…”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop your product list or a document anywhere here: CSV, Excel, JSON, PDF, Word, web page or text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail or contact page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every model in use is complete and unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every shop opens, and its search works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Facts such as prices come from your own records with every model. A bigger one words answers better and takes longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds products and pages by meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fri</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further detail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>German</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the shop&apos;s name, at most 80 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give your opening hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given to customers when the bot cannot help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given to customers, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on to your products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Going on where it stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health of this box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held back ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>How much is the {title}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import nothing if a row cannot be read (otherwise such rows are left out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In stock or not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In your own words, such as “Mon–Fri 9–5:30”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Installing {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is the {title} in stock?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself. Quit the other program if one is named here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It knows {knowledge}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs as it should.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Italian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep conversations for (days)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model: ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model: resting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model: starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language model: stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning the contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lenient: turns away clear attacks only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line for your website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning of the column {column}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure its speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring {subject}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of your shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the website that shows the bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No part of this program reports anything to anybody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No questions yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No: it said so instead of guessing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number in stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On your website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One address on a line. Browsers refuse to show it anywhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One web address on a line, such as https://example.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Models and install it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the chat page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or link to the chat page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price before the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product code (SKU)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product lists and documents appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it before the end (&lt;/body&gt;) of every page that shall show the chat button.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it on your website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions in the last seven days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognises attempts to misuse the bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this file?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this model?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}: {message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows of {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sale price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how customers reach you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search products by name, code or brand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending {file}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shopwarden {service} (window {window}, Qt {qt})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show rows…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown to customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some fields cannot be saved as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strict: turns away whatever is doubtful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address in it is the one of this computer. Customers need one they can reach: whoever looks after your website points a public address at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bot forgets {contents} of “{name}”. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bot is writing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bot&apos;s service does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chat page as this computer sees it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data could not be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first products, as customers would see them:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first thing a customer reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language model has stopped; facts still come from your records.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index belongs to another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search index must be built again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is being started…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service stopped while it was starting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window could not finish this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window had a problem of its own. Your bot goes on answering and nothing of it is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no product list and no document in there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These texts look as if they want to give the bot orders. Until you decide, the bot does not know them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This clashes with what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This frees {size}. You can install “{title}” again later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This input cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is fine: let it in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes the place of the version that is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes the place of the version that is there: products that are not in it any more go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that the guard turned away stand on top, in another colour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today, {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, send the details to whoever looks after this box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try fewer or other words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Understood as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo last import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last import?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undoing the last import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: {added} brought back, {removed} taken out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Website</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Websites that may show your bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each column means. Correct what is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the bot knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the last import added goes, and what it replaced comes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When are you open?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where everything is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where your bot is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where your product list names none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this answer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words the answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday, {clock}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot answers in plain words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot is answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot is starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot knows nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot may appear on these websites from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your bot needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your privacy policy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your shop gets its own bot on this computer. Your products, your documents and what customers write stay here: nothing is sent to anybody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a brand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a detail of a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a goodbye</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a greeting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a product code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a question about an order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a rule of the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a wish to speak with a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} hour left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} hours left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} minutes left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} seconds left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {n} words a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an attempt to misuse the bot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another branch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking the facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delivery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gift cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how many there are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how to reach the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looking for products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing to do with the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>opening hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>products known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>questions today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>returns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reviews</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sizes, colours and other choices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>small talk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thanks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the chosen file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>turned away by the guard today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warranty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what a product is like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when something is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether it is in stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>who is answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} held back for you to judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} in stock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} more column is kept as further detail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} more columns are kept as further details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} product found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} products found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} question is ahead of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} question waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} questions are ahead of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} questions waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} row left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} rows left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{products} and {documents}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sent} of {size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} (row {row})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: a document with {passages}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}: a product list with {rows} and {columns}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{total} in all ({parts})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” is deleted and its content stays out of later imports.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
