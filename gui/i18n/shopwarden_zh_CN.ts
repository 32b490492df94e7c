<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name></name>
    <message>
        <source>(can no longer be read)</source>
        <translation>（已无法读取）</translation>
    </message>
    <message>
        <source>(erased)</source>
        <translation>（已抹除）</translation>
    </message>
    <message>
        <source>1. Allow your website</source>
        <translation>1. 允许您的网站</translation>
    </message>
    <message>
        <source>1. Paste this line into your website</source>
        <translation>1. 把这一行粘贴到您的网站</translation>
    </message>
    <message>
        <source>2. Paste this line into your website</source>
        <translation>2. 把这一行粘贴到您的网站</translation>
    </message>
    <message>
        <source>2. See whether it is there</source>
        <translation>2. 看看它是否已在网站上</translation>
    </message>
    <message>
        <source>64 letters and digits beside the file. With it, a damaged or exchanged file is refused.</source>
        <translation>文件旁边的 64 个字母和数字。有了它，损坏或被调换的文件会被拒绝。</translation>
    </message>
    <message>
        <source>A SHA-256 is 64 digits and letters from a to f.</source>
        <translation>SHA-256 是 64 个数字和 a 到 f 的字母。</translation>
    </message>
    <message>
        <source>A bot&apos;s key opens its chat only.</source>
        <translation>机器人的密钥只能打开它自己的聊天。</translation>
    </message>
    <message>
        <source>A colour is # and six digits, such as #1f6feb.</source>
        <translation>颜色写作 # 加六位数字，例如 #1f6feb。</translation>
    </message>
    <message>
        <source>A column cannot be mapped to “{1}”.</source>
        <translation>不能把列对应到“{1}”。</translation>
    </message>
    <message>
        <source>A currency is three capital letters, such as AUD.</source>
        <translation>货币是三个大写字母，例如 AUD。</translation>
    </message>
    <message>
        <source>A customer who asks what is kept about them gets a copy from Conversations; there you can also delete one conversation.</source>
        <translation>顾客询问保留了哪些有关他们的内容时，可从“对话”中提供副本；在那里也可以删除单个对话。</translation>
    </message>
    <message>
        <source>A file of this model is damaged.</source>
        <translation>这个模型有一个文件已损坏。</translation>
    </message>
    <message>
        <source>A language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>A number of days, 0 to 3650.</source>
        <translation>天数，0 到 3650。</translation>
    </message>
    <message>
        <source>A page of your website</source>
        <translation>您网站的一个页面</translation>
    </message>
    <message>
        <source>A part of Shopwarden that runs programs is missing (the Python package sh).</source>
        <translation>Shopwarden 缺少用于运行程序的组件（Python 包 sh）。</translation>
    </message>
    <message>
        <source>A price or stock in it stays as you write it when your product list changes.</source>
        <translation>其中的价格或库存会保持您所写的样子，不随商品清单变化。</translation>
    </message>
    <message>
        <source>A quick look at the exam</source>
        <translation>考试快速预览</translation>
    </message>
    <message>
        <source>A room of its own for every shop (K3s)</source>
        <translation>每家店铺各有一间（K3s）</translation>
    </message>
    <message>
        <source>A shop needs a name.</source>
        <translation>店铺需要一个名称。</translation>
    </message>
    <message>
        <source>A shop&apos;s workload needs its secrets.</source>
        <translation>店铺的独立运行需要它的机密。</translation>
    </message>
    <message>
        <source>A store in etcd can be backed up only while K3s runs.</source>
        <translation>只有在 K3s 运行时才能备份 etcd 中的数据。</translation>
    </message>
    <message>
        <source>A text holds half a Unicode character (a lone surrogate).</source>
        <translation>一段文字中含有半个 Unicode 字符（孤立的代理项）。</translation>
    </message>
    <message>
        <source>A text of the shop&apos;s own speaks to the bot instead of to the reader.</source>
        <translation>店铺自己的一段文字在对机器人说话，而不是对读者。</translation>
    </message>
    <message>
        <source>A turn has the role {1}.</source>
        <translation>有一轮对话的角色是 {1}。</translation>
    </message>
    <message>
        <source>A web address without a path, such as https://bot.example.com.</source>
        <translation>不带路径的网址，例如 https://bot.example.com。</translation>
    </message>
    <message>
        <source>A worded answer takes about {n} second (estimated from what was measured here).</source>
        <translation>组织好的回答大约需要 {n} 秒（根据本机测量估算）。</translation>
    </message>
    <message>
        <source>A worded answer takes about {n} second (measured here).</source>
        <translation>组织好的回答大约需要 {n} 秒（在本机测得）。</translation>
    </message>
    <message>
        <source>A worded answer takes about {n} seconds (estimated from what was measured here).</source>
        <translation>组织好的回答大约需要 {n} 秒（根据本机测量估算）。</translation>
    </message>
    <message>
        <source>A worded answer takes about {n} seconds (measured here).</source>
        <translation>组织好的回答大约需要 {n} 秒（在本机测得）。</translation>
    </message>
    <message>
        <source>Above every chat, fixed:</source>
        <translation>固定显示在每个聊天上方：</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a first row such as Name, Price, Stock and upload the file again.</source>
        <translation>请在第一行加上列名，例如“名称、价格、库存”，然后重新上传文件。</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>添加模型</translation>
    </message>
    <message>
        <source>Add a model from a USB stick</source>
        <translation>从 U 盘添加模型</translation>
    </message>
    <message>
        <source>Add a newer version of a file at any time: only what changed is learned anew.</source>
        <translation>随时可以添加文件的新版本：只会重新学习有变化的内容。</translation>
    </message>
    <message>
        <source>Add an answer…</source>
        <translation>添加回答…</translation>
    </message>
    <message>
        <source>Add files to what the bot knows</source>
        <translation>添加机器人要了解的文件</translation>
    </message>
    <message>
        <source>Add file…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Add from file…</source>
        <translation>从文件添加…</translation>
    </message>
    <message>
        <source>Add pages about delivery, returns and warranty</source>
        <translation>添加有关配送、退货和保修的页面</translation>
    </message>
    <message>
        <source>Add the name to allowed_hosts in config.toml if it is yours.</source>
        <translation>如果这个名称是您的，请把它加到 config.toml 的 allowed_hosts 中。</translation>
    </message>
    <message>
        <source>Add your product list</source>
        <translation>添加您的商品清单</translation>
    </message>
    <message>
        <source>Add your product list, and it can answer.</source>
        <translation>添加商品清单后，它就能回答。</translation>
    </message>
    <message>
        <source>Add {file}</source>
        <translation>添加 {file}</translation>
    </message>
    <message>
        <source>Add “cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory” to the kernel&apos;s command line and restart.</source>
        <translation>在内核命令行中加入“cgroup_enable=cpuset cgroup_memory=1 cgroup_enable=memory”，然后重启。</translation>
    </message>
    <message>
        <source>Add “cgroup_enable=memory” to the kernel&apos;s command line and restart.</source>
        <translation>在内核命令行中加入“cgroup_enable=memory”，然后重启。</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>添加时间</translation>
    </message>
    <message>
        <source>Added by the owner.</source>
        <translation>由店主添加。</translation>
    </message>
    <message>
        <source>Adding {subject}</source>
        <translation>正在添加 {subject}</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Address at which customers reach this computer</source>
        <translation>顾客访问这台电脑的地址</translation>
    </message>
    <message>
        <source>Address of the chat page</source>
        <translation>聊天页面的地址</translation>
    </message>
    <message>
        <source>Address of the model file</source>
        <translation>模型文件的地址</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>All checks</source>
        <translation>所有检查</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>所有对话</translation>
    </message>
    <message>
        <source>All decisions</source>
        <translation>所有决定</translation>
    </message>
    <message>
        <source>All that K3s calls are installed.</source>
        <translation>K3s 要用的程序都已安装。</translation>
    </message>
    <message>
        <source>All {1} conversations are deleted for good.</source>
        <translation>全部 {1} 个对话都会被永久删除。</translation>
    </message>
    <message>
        <source>Allow {1} and {2} in {3}.</source>
        <translation>请在 {3} 中放行 {1} 和 {2}。</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>Allowed, marked for you to look at</source>
        <translation>已放行，已标记供您查看</translation>
    </message>
    <message>
        <source>Also when it is asked like this</source>
        <translation>这样提问时也适用</translation>
    </message>
    <message>
        <source>Also: {others}</source>
        <translation>另外：{others}</translation>
    </message>
    <message>
        <source>An admin&apos;s token opens the whole box; an owner&apos;s or a bot&apos;s opens one shop.</source>
        <translation>管理员的令牌可以打开整台设备；店主或机器人的令牌只能打开一家店铺。</translation>
    </message>
    <message>
        <source>An owner can make keys for the shop&apos;s bot only.</source>
        <translation>店主只能为自己店铺的机器人创建密钥。</translation>
    </message>
    <message>
        <source>Another program uses one of K3s&apos;s ports.</source>
        <translation>另一个程序占用了 K3s 的一个端口。</translation>
    </message>
    <message>
        <source>Another program uses {1}.</source>
        <translation>另一个程序占用了 {1}。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>是否回答</translation>
    </message>
    <message>
        <source>Anyone who writes in another one is answered in</source>
        <translation>用其他语言提问时，回答所用语言</translation>
    </message>
    <message>
        <source>Approve an answer</source>
        <translation>批准回答</translation>
    </message>
    <message>
        <source>Approve an answer…</source>
        <translation>批准回答…</translation>
    </message>
    <message>
        <source>Approve one for a question, and the bot says it word for word from then on.</source>
        <translation>为某个问题批准一个回答，此后机器人会一字不差地这样回答。</translation>
    </message>
    <message>
        <source>Approved answers</source>
        <translation>已批准的回答</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯语</translation>
    </message>
    <message>
        <source>As the export says</source>
        <translation>按导出文件所写</translation>
    </message>
    <message>
        <source>As this computer is set</source>
        <translation>跟随此电脑的设置</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask a shorter question.</source>
        <translation>请把问题问得短一些。</translation>
    </message>
    <message>
        <source>Ask again in a few seconds.</source>
        <translation>请过几秒钟再问。</translation>
    </message>
    <message>
        <source>Ask again in a minute.</source>
        <translation>请过一分钟再问。</translation>
    </message>
    <message>
        <source>Ask again.</source>
        <translation>请再问一次。</translation>
    </message>
    <message>
        <source>Ask the administrator.</source>
        <translation>请询问管理员。</translation>
    </message>
    <message>
        <source>Ask the provider for a fresh token and check the server&apos;s address.</source>
        <translation>请向服务商索取新的令牌，并检查服务器地址。</translation>
    </message>
    <message>
        <source>Ask the provider for a fresh token.</source>
        <translation>请向服务商索取新的令牌。</translation>
    </message>
    <message>
        <source>Ask the question again.</source>
        <translation>请把问题再问一次。</translation>
    </message>
    <message>
        <source>Ask what a customer would ask</source>
        <translation>问一个顾客会问的问题</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提问次数</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>正在查询模型库</translation>
    </message>
    <message>
        <source>At most 1,000 characters.</source>
        <translation>最多 1,000 个字符。</translation>
    </message>
    <message>
        <source>At most 300 characters.</source>
        <translation>最多 300 个字符。</translation>
    </message>
    <message>
        <source>At most 500 characters.</source>
        <translation>最多 500 个字符。</translation>
    </message>
    <message>
        <source>At most 60 characters.</source>
        <translation>最多 60 个字符。</translation>
    </message>
    <message>
        <source>Attack</source>
        <translation>攻击</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>条形码</translation>
    </message>
    <message>
        <source>Belongs to product</source>
        <translation>所属商品</translation>
    </message>
    <message>
        <source>Below it:</source>
        <translation>其下方：</translation>
    </message>
    <message>
        <source>Best for this computer</source>
        <translation>最适合此电脑</translation>
    </message>
    <message>
        <source>BigCommerce product export</source>
        <translation>BigCommerce 商品导出文件</translation>
    </message>
    <message>
        <source>Bot: {text}</source>
        <translation>机器人：{text}</translation>
    </message>
    <message>
        <source>Bots that run in it give no answers until it is started again. Nothing is lost.</source>
        <translation>其中运行的机器人在重新启动之前不回答问题。什么都不会丢失。</translation>
    </message>
    <message>
        <source>Brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>Bring it back (the overlay, for example); K3s then goes on by itself.</source>
        <translation>请将其恢复（例如覆盖网络）；之后 K3s 会自行继续运行。</translation>
    </message>
    <message>
        <source>Bringing the images</source>
        <translation>正在放入镜像</translation>
    </message>
    <message>
        <source>Building the search index again</source>
        <translation>正在重建搜索索引</translation>
    </message>
    <message>
        <source>Can be bought</source>
        <translation>可以购买</translation>
    </message>
    <message>
        <source>Can be ordered when out of stock</source>
        <translation>缺货时可预订</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>已取消，没有任何改动。</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Cell {1} {2}; it was left empty.</source>
        <translation>单元格 {1} {2}；已留空。</translation>
    </message>
    <message>
        <source>Cell {1}{2} ({3}) holds a formula; it was left empty.</source>
        <translation>单元格 {1}{2}（{3}）含有公式；已留空。</translation>
    </message>
    <message>
        <source>Cgroups v2 with all that is needed.</source>
        <translation>Cgroups v2，所需的都有。</translation>
    </message>
    <message>
        <source>Change an answer</source>
        <translation>修改回答</translation>
    </message>
    <message>
        <source>Change it on the box that this shop belongs to.</source>
        <translation>请在这家店铺所属的设备上更改。</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Changed: {before} → {after}</source>
        <translation>已更改：{before} → {after}</translation>
    </message>
    <message>
        <source>Changed: {product}</source>
        <translation>已更改：{product}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Chatbot</source>
        <translation>聊天机器人</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check its address.</source>
        <translation>请检查它的地址。</translation>
    </message>
    <message>
        <source>Check its files</source>
        <translation>检查其文件</translation>
    </message>
    <message>
        <source>Check its form and send it again.</source>
        <translation>请检查格式后重新发送。</translation>
    </message>
    <message>
        <source>Check that rows and columns are not swapped.</source>
        <translation>请检查行和列是否颠倒了。</translation>
    </message>
    <message>
        <source>Check that the file is still there.</source>
        <translation>请检查文件是否还在那里。</translation>
    </message>
    <message>
        <source>Check the address and this computer’s connection, and look again.</source>
        <translation>请检查地址和这台电脑的网络连接，然后再看一次。</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>请检查地址。</translation>
    </message>
    <message>
        <source>Check the box&apos;s free memory and disk, then run it again.</source>
        <translation>请检查设备的可用内存和磁盘空间，然后再次运行。</translation>
    </message>
    <message>
        <source>Check the disk and its permissions.</source>
        <translation>请检查磁盘及其权限。</translation>
    </message>
    <message>
        <source>Check the internet connection and start it again: it goes on where it stopped.</source>
        <translation>请检查网络连接后重新开始：会从中断处继续。</translation>
    </message>
    <message>
        <source>Check the line to the provider; it goes on by itself once that stands.</source>
        <translation>请检查通往服务商的线路；线路恢复后会自动继续。</translation>
    </message>
    <message>
        <source>Check the overlay, then try again.</source>
        <translation>请检查专用网络，然后重试。</translation>
    </message>
    <message>
        <source>Check the path of the bundle.</source>
        <translation>请检查安装包的路径。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Check the server&apos;s address and port.</source>
        <translation>请检查服务器的地址和端口。</translation>
    </message>
    <message>
        <source>Check the server&apos;s address.</source>
        <translation>请检查服务器的地址。</translation>
    </message>
    <message>
        <source>Check this computer</source>
        <translation>检查这台电脑</translation>
    </message>
    <message>
        <source>Check where pip is configured to fetch packages from.</source>
        <translation>请检查 pip 从哪里获取软件包。</translation>
    </message>
    <message>
        <source>Check: {place}</source>
        <translation>检查：{place}</translation>
    </message>
    <message>
        <source>Checked against sentence-transformers: mean cosine {1}.</source>
        <translation>已与 sentence-transformers 对照：平均余弦 {1}。</translation>
    </message>
    <message>
        <source>Checking a model of your own needs sentence-transformers, which is not installed.</source>
        <translation>检查自己的模型需要 sentence-transformers，但它没有安装。</translation>
    </message>
    <message>
        <source>Checking for harmful text</source>
        <translation>正在检查有害文本</translation>
    </message>
    <message>
        <source>Checking the backup</source>
        <translation>正在检查备份</translation>
    </message>
    <message>
        <source>Checking the bundle</source>
        <translation>正在检查安装包</translation>
    </message>
    <message>
        <source>Checking {1}</source>
        <translation>正在检查 {1}</translation>
    </message>
    <message>
        <source>Checking {subject}</source>
        <translation>正在检查 {subject}</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Choice (such as a size)</source>
        <translation>选项（例如尺码）</translation>
    </message>
    <message>
        <source>Choice: {name}</source>
        <translation>选项：{name}</translation>
    </message>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Choose a BERT, RoBERTa, XLM-RoBERTa or DistilBERT model.</source>
        <translation>请选择 BERT、RoBERTa、XLM-RoBERTa 或 DistilBERT 模型。</translation>
    </message>
    <message>
        <source>Choose a conversation</source>
        <translation>请选择一个对话</translation>
    </message>
    <message>
        <source>Choose a decision whose text is still there.</source>
        <translation>请选择一条文字仍然保留的记录。</translation>
    </message>
    <message>
        <source>Choose a language model.</source>
        <translation>请选择一个语言模型。</translation>
    </message>
    <message>
        <source>Choose a model whose name says “instruct” or “chat”.</source>
        <translation>请选择名称中带有“instruct”或“chat”的模型。</translation>
    </message>
    <message>
        <source>Choose a smaller model, or see the log.</source>
        <translation>请选择更小的模型，或查看日志。</translation>
    </message>
    <message>
        <source>Choose a smaller model.</source>
        <translation>请选择更小的模型。</translation>
    </message>
    <message>
        <source>Choose another embedding model.</source>
        <translation>请选择另一个嵌入模型。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请选择另一个文件。</translation>
    </message>
    <message>
        <source>Choose another id.</source>
        <translation>请选择另一个标识。</translation>
    </message>
    <message>
        <source>Choose another model, or add a file of your own.</source>
        <translation>请选择另一个模型，或添加您自己的文件。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请选择另一个模型。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>请另选一个。</translation>
    </message>
    <message>
        <source>Choose at least one language.</source>
        <translation>请至少选择一种语言。</translation>
    </message>
    <message>
        <source>Choose csv or json.</source>
        <translation>请选择 csv 或 json。</translation>
    </message>
    <message>
        <source>Choose in the preview which column holds the title.</source>
        <translation>请在预览中选择哪一列是名称。</translation>
    </message>
    <message>
        <source>Choose one of the shops listed.</source>
        <translation>请从列出的店铺中选择一家。</translation>
    </message>
    <message>
        <source>Choose one of: {1}.</source>
        <translation>请从以下各项中选择：{1}。</translation>
    </message>
    <message>
        <source>Choose one on the models page.</source>
        <translation>请在“模型”页面选择一个。</translation>
    </message>
    <message>
        <source>Choose the file called shopwarden-node-….tar.</source>
        <translation>请选择名为 shopwarden-node-….tar 的文件。</translation>
    </message>
    <message>
        <source>Choose the folder of a sentence-transformers model or of a classifier.</source>
        <translation>请选择 sentence-transformers 模型或分类器的文件夹。</translation>
    </message>
    <message>
        <source>Choose the folder of a sentence-transformers model.</source>
        <translation>请选择 sentence-transformers 模型的文件夹。</translation>
    </message>
    <message>
        <source>Choose wider bars or less time.</source>
        <translation>请选择更宽的柱或更短的时间。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Chosen, but not installed</source>
        <translation>已选择，但未安装</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close other programs and try again, or choose a smaller model.</source>
        <translation>请关闭其他程序后重试，或选择更小的模型。</translation>
    </message>
    <message>
        <source>Close other programs or use a smaller model.</source>
        <translation>请关闭其他程序，或使用更小的模型。</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Close the window, the bot goes on</source>
        <translation>关闭窗口，机器人继续运行</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>关闭窗口？</translation>
    </message>
    <message>
        <source>Closing K3s&apos;s ports towards the LAN</source>
        <translation>正在对局域网关闭 K3s 的端口</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour of the chat</source>
        <translation>聊天颜色</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>文件中的列</translation>
    </message>
    <message>
        <source>Comparing every byte</source>
        <translation>正在逐字节比较</translation>
    </message>
    <message>
        <source>Comparing the versions</source>
        <translation>正在比较版本</translation>
    </message>
    <message>
        <source>Comparing with its hashes</source>
        <translation>正在与校验值比较</translation>
    </message>
    <message>
        <source>Contact the shop directly.</source>
        <translation>请直接联系店铺。</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Conversations and lines of the guard log older than {days} days are deleted within a day.</source>
        <translation>超过 {days} 天的对话和防护日志记录会在一天内删除。</translation>
    </message>
    <message>
        <source>Conversations are deleted {n} days after the last question in them, lines of the guard log after {n} days.</source>
        <translation>对话会在其最后一个问题的 {n} 天后删除，防护日志的记录会在 {n} 天后删除。</translation>
    </message>
    <message>
        <source>Conversations are kept until you delete them.</source>
        <translation>对话会一直保留，直到您删除它们。</translation>
    </message>
    <message>
        <source>Conversations could not be kept or read: the disk is full or cannot be written.</source>
        <translation>无法保存或读取对话：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>Conversations could not be kept or read: {1}.</source>
        <translation>无法保存或读取对话：{1}。</translation>
    </message>
    <message>
        <source>Converted to ONNX through torch, int8.</source>
        <translation>已通过 torch 转换为 ONNX，int8。</translation>
    </message>
    <message>
        <source>Converted to ONNX, {1}; agreement with full precision {2}.</source>
        <translation>已转换为 ONNX，{1}；与全精度的一致程度为 {2}。</translation>
    </message>
    <message>
        <source>Converted to {1} for this computer: reads questions {2} times as fast and chooses {3} of the same words.</source>
        <translation>已为这台电脑转换为 {1}：读问题的速度是原来的 {2} 倍，所选的词有 {3} 相同。</translation>
    </message>
    <message>
        <source>Converting the model</source>
        <translation>正在转换模型</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy it as root: “install -o root -m 755 {1} /usr/local/bin/k3s”.</source>
        <translation>请以 root 身份复制：“install -o root -m 755 {1} /usr/local/bin/k3s”。</translation>
    </message>
    <message>
        <source>Copy the bundle again, then install.</source>
        <translation>请重新复制安装包，然后安装。</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy the token whole: K10…::…:….</source>
        <translation>请完整复制令牌：K10…::…:….</translation>
    </message>
    <message>
        <source>Copying {1}</source>
        <translation>正在复制 {1}</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请改正后重试。</translation>
    </message>
    <message>
        <source>Correct or delete these lines.</source>
        <translation>请更正或删除这些行。</translation>
    </message>
    <message>
        <source>Correct the fields named and send it again.</source>
        <translation>请改正所列的各项，然后重新发送。</translation>
    </message>
    <message>
        <source>Correct these rows in your file and add it again: nothing is imported twice.</source>
        <translation>请在文件中改正这些行后重新添加：不会重复导入。</translation>
    </message>
    <message>
        <source>Correct this row, or import again and leave such rows out.</source>
        <translation>请改正这一行，或重新导入并略过这样的行。</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Currency of your prices</source>
        <translation>您的价格所用货币</translation>
    </message>
    <message>
        <source>Customer: {text}</source>
        <translation>顾客：{text}</translation>
    </message>
    <message>
        <source>Customers get no answers until the service is back.</source>
        <translation>在服务恢复之前，顾客得不到回答。</translation>
    </message>
    <message>
        <source>Customers get no answers until you start it again. Nothing is lost.</source>
        <translation>在您重新启动之前，顾客得不到回答。不会丢失任何内容。</translation>
    </message>
    <message>
        <source>Customers get no answers.</source>
        <translation>顾客得不到回答。</translation>
    </message>
    <message>
        <source>Customers&apos; messages</source>
        <translation>顾客的消息</translation>
    </message>
    <message>
        <source>Customers&apos; messages in the last seven days</source>
        <translation>最近七天的顾客消息</translation>
    </message>
    <message>
        <source>Customers&apos; messages in the last seven days: {passed} let through, {blocked} turned away.</source>
        <translation>最近七天的顾客消息：放行 {passed} 条，拦截 {blocked} 条。</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>捷克语</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Delete all conversations?</source>
        <translation>删除所有对话？</translation>
    </message>
    <message>
        <source>Delete all conversations…</source>
        <translation>删除所有对话…</translation>
    </message>
    <message>
        <source>Delete conversations after</source>
        <translation>多久后删除对话</translation>
    </message>
    <message>
        <source>Delete it once more in a minute.</source>
        <translation>请一分钟后再删除一次。</translation>
    </message>
    <message>
        <source>Delete the cells far from the product list, or export it as CSV.</source>
        <translation>请删除远离商品表的单元格，或导出为 CSV。</translation>
    </message>
    <message>
        <source>Delete this answer?</source>
        <translation>删除此回答？</translation>
    </message>
    <message>
        <source>Delete this conversation?</source>
        <translation>删除此对话？</translation>
    </message>
    <message>
        <source>Delete this text?</source>
        <translation>删除这段文本？</translation>
    </message>
    <message>
        <source>Delete what is not needed.</source>
        <translation>请删除不需要的内容。</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Deleted for good when its time is over, not only hidden.</source>
        <translation>到期后彻底删除，而不只是隐藏。</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Deleting K3s&apos;s data</source>
        <translation>正在删除 K3s 的数据</translation>
    </message>
    <message>
        <source>Deleting “{1}” removes its catalogue, documents, conversations and guard log for good.</source>
        <translation>删除“{1}”会永久删去它的商品、文档、对话和防护日志。</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>错误详情</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Do you have this in blue?</source>
        <translation>这个有蓝色的吗？</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>完成。</translation>
    </message>
    <message>
        <source>Done: {counts}</source>
        <translation>完成：{counts}</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download ({size})</source>
        <translation>下载（{size}）</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Downloading {1}</source>
        <translation>正在下载 {1}</translation>
    </message>
    <message>
        <source>Downloading {subject}</source>
        <translation>正在下载 {subject}</translation>
    </message>
    <message>
        <source>Drop a model file (GGUF) here, from a USB stick for instance.</source>
        <translation>把模型文件（GGUF）拖到这里，例如从 U 盘。</translation>
    </message>
    <message>
        <source>Drop your product list here, or choose “Add file…”.</source>
        <translation>把商品清单拖到这里，或选择“添加文件…”。</translation>
    </message>
    <message>
        <source>Drop your product list or a document anywhere here: CSV, Excel, JSON, PDF, Word, web page or text.</source>
        <translation>把商品清单或文档拖到此处任意位置：CSV、Excel、JSON、PDF、Word、网页或文本。</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>荷兰语</translation>
    </message>
    <message>
        <source>E-mail addresses, numbers and other personal details were replaced before it was stored.</source>
        <translation>保存之前，电子邮箱、号码和其他个人信息已被替换。</translation>
    </message>
    <message>
        <source>E-mail addresses, phone and card numbers and the like are replaced before anything is stored.</source>
        <translation>保存任何内容之前，电子邮箱、电话和卡号等都会被替换。</translation>
    </message>
    <message>
        <source>E-mail or contact page</source>
        <translation>电子邮箱或联系页面</translation>
    </message>
    <message>
        <source>Earlier K3s</source>
        <translation>先前的 K3s</translation>
    </message>
    <message>
        <source>Embedding…</source>
        <translation>正在学习…</translation>
    </message>
    <message>
        <source>Encrypted, with a key that lies apart from your shop&apos;s folder.</source>
        <translation>已加密，密钥与店铺文件夹分开存放。</translation>
    </message>
    <message>
        <source>End the process {1}, then try again.</source>
        <translation>请结束进程 {1}，然后重试。</translation>
    </message>
    <message>
        <source>Ending the pods</source>
        <translation>正在结束各个容器组</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Etsy listings</source>
        <translation>Etsy 商品列表</translation>
    </message>
    <message>
        <source>Every conversation goes for good, and what the guard&apos;s log keeps of their texts.</source>
        <translation>所有对话以及防护日志中保留的相关文本都会被彻底删除。</translation>
    </message>
    <message>
        <source>Every file is complete and unchanged.</source>
        <translation>所有文件都完整且未被改动。</translation>
    </message>
    <message>
        <source>Every library&apos;s is off.</source>
        <translation>所有程序库的上报都已关闭。</translation>
    </message>
    <message>
        <source>Every model in use is complete and unchanged.</source>
        <translation>所有使用中的模型都完整且未被改动。</translation>
    </message>
    <message>
        <source>Every setting in the file is known.</source>
        <translation>文件中的每项设置都可识别。</translation>
    </message>
    <message>
        <source>Every shop opens, and its search works.</source>
        <translation>每家店铺都能打开，搜索正常。</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>所有位置</translation>
    </message>
    <message>
        <source>Exam</source>
        <translation>考试</translation>
    </message>
    <message>
        <source>Examining your bot</source>
        <translation>正在测试机器人</translation>
    </message>
    <message>
        <source>Export a product list as CSV, save a document as PDF, and upload that.</source>
        <translation>请把商品列表导出为 CSV，或把文档另存为 PDF，然后上传。</translation>
    </message>
    <message>
        <source>Export fewer products at a time, or raise upload_limit_mb in config.toml.</source>
        <translation>请一次少导出一些商品，或在 config.toml 中调高 upload_limit_mb。</translation>
    </message>
    <message>
        <source>Export it again and upload the new file.</source>
        <translation>请重新导出，然后上传新文件。</translation>
    </message>
    <message>
        <source>Export it as JSON Lines or CSV, which are read row by row.</source>
        <translation>请导出为逐行读取的 JSON Lines 或 CSV。</translation>
    </message>
    <message>
        <source>Export only the products, or export them as CSV.</source>
        <translation>请只导出商品，或导出为 CSV。</translation>
    </message>
    <message>
        <source>Export the guard log</source>
        <translation>导出防护日志</translation>
    </message>
    <message>
        <source>Export the product list from your shop system (Shopify, WooCommerce, Square, Etsy, Magento and others are recognised) or take any table with a name and a price. You see how it was understood before anything is stored.</source>
        <translation>从您的店铺系统导出商品清单（可识别 Shopify、WooCommerce、Square、Etsy、Magento 等），或使用任何带有名称和价格的表格。保存之前，您会看到它是如何被理解的。</translation>
    </message>
    <message>
        <source>Export the products again and upload the new file.</source>
        <translation>请重新导出商品，然后上传新文件。</translation>
    </message>
    <message>
        <source>Export the products as a JSON list of objects, or as CSV.</source>
        <translation>请把商品导出为 JSON 对象列表或 CSV。</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
    <message>
        <source>Exporting the tenants</source>
        <translation>正在导出各家店铺</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Facts such as prices come from your own records with every model. A bigger one words answers better and takes longer.</source>
        <translation>无论使用哪个模型，价格等事实都来自您自己的记录。更大的模型措辞更好，但耗时更长。</translation>
    </message>
    <message>
        <source>Fetch the file again, or choose a GGUF file of a chat model.</source>
        <translation>请重新获取文件，或选择聊天模型的 GGUF 文件。</translation>
    </message>
    <message>
        <source>Fetch the model again later.</source>
        <translation>请稍后再获取模型。</translation>
    </message>
    <message>
        <source>Fetch the model again.</source>
        <translation>请重新获取模型。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Files of the bundle</source>
        <translation>求助包中的文件</translation>
    </message>
    <message>
        <source>Files you added</source>
        <translation>您添加的文件</translation>
    </message>
    <message>
        <source>Filesystem</source>
        <translation>文件系统</translation>
    </message>
    <message>
        <source>Finds products and pages by meaning</source>
        <translation>按含义查找商品和页面</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Finish the first steps</source>
        <translation>完成初始设置</translation>
    </message>
    <message>
        <source>Firewall</source>
        <translation>防火墙</translation>
    </message>
    <message>
        <source>First day of the sale</source>
        <translation>促销首日</translation>
    </message>
    <message>
        <source>First value</source>
        <translation>第一个值</translation>
    </message>
    <message>
        <source>Fits this computer</source>
        <translation>适合此电脑</translation>
    </message>
    <message>
        <source>Fits, but customers would wait long</source>
        <translation>可以运行，但顾客要等很久</translation>
    </message>
    <message>
        <source>Fitting K3s to this container</source>
        <translation>正在让 K3s 适应这个容器</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Foreign links</source>
        <translation>外部链接</translation>
    </message>
    <message>
        <source>Found nearby</source>
        <translation>在附近找到</translation>
    </message>
    <message>
        <source>Found text</source>
        <translation>找到的文本</translation>
    </message>
    <message>
        <source>Free some disk space, or choose a smaller model.</source>
        <translation>请腾出一些磁盘空间，或选择更小的模型。</translation>
    </message>
    <message>
        <source>Free some disk space, or make it writable. It is tried again by itself.</source>
        <translation>请腾出磁盘空间，或将其设为可写。系统会自动重试。</translation>
    </message>
    <message>
        <source>Free some disk space, or restore the data directory from a backup.</source>
        <translation>请腾出一些磁盘空间，或从备份恢复数据目录。</translation>
    </message>
    <message>
        <source>Free some disk space, then install again.</source>
        <translation>请腾出一些磁盘空间，然后再安装。</translation>
    </message>
    <message>
        <source>Free some disk space.</source>
        <translation>请腾出一些磁盘空间。</translation>
    </message>
    <message>
        <source>Free some space on the disk and try again.</source>
        <translation>请在磁盘上腾出一些空间，然后重试。</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>From USB stick…</source>
        <translation>从 U 盘…</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>From the web…</source>
        <translation>从网上…</translation>
    </message>
    <message>
        <source>From: {names}</source>
        <translation>来源：{names}</translation>
    </message>
    <message>
        <source>Further detail</source>
        <translation>其他细节</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>Get the bundle for {1}.</source>
        <translation>请获取适用于 {1} 的安装包。</translation>
    </message>
    <message>
        <source>Get the bundle from its maker again, or put the maker&apos;s public key into {1}.</source>
        <translation>请向制作者重新索取安装包，或把制作者的公钥放入 {1}。</translation>
    </message>
    <message>
        <source>Give K3s&apos;s own binary.</source>
        <translation>请提供 K3s 自己的程序文件。</translation>
    </message>
    <message>
        <source>Give its SHA-256 too, or an address that begins with https.</source>
        <translation>请同时给出它的 SHA-256，或以 https 开头的地址。</translation>
    </message>
    <message>
        <source>Give one such as https://example.com.</source>
        <translation>请输入类似 https://example.com 的地址。</translation>
    </message>
    <message>
        <source>Give the container CAP_SYS_RESOURCE.</source>
        <translation>请给容器 CAP_SYS_RESOURCE 权限。</translation>
    </message>
    <message>
        <source>Give the key it was made with.</source>
        <translation>请提供制作备份时用的密钥。</translation>
    </message>
    <message>
        <source>Give the shop&apos;s name, at most 80 characters.</source>
        <translation>请填写店铺名称，最多 80 个字符。</translation>
    </message>
    <message>
        <source>Give the shop&apos;s name.</source>
        <translation>请填写店铺的名称。</translation>
    </message>
    <message>
        <source>Give the whole address of a GGUF file, such as https://example.com/model.gguf.</source>
        <translation>请给出 GGUF 文件的完整地址，例如 https://example.com/model.gguf。</translation>
    </message>
    <message>
        <source>Give the whole address of a file that ends in .gguf.</source>
        <translation>请给出以 .gguf 结尾的文件的完整地址。</translation>
    </message>
    <message>
        <source>Give your opening hours</source>
        <translation>填写营业时间</translation>
    </message>
    <message>
        <source>Given to customers when the bot cannot help.</source>
        <translation>机器人无法帮助时提供给顾客。</translation>
    </message>
    <message>
        <source>Given to customers, too.</source>
        <translation>同样会提供给顾客。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on later</source>
        <translation>以后再继续</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Going back to the catalogue before</source>
        <translation>正在恢复到之前的商品数据</translation>
    </message>
    <message>
        <source>Going on where it stopped</source>
        <translation>从中断处继续</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>防护</translation>
    </message>
    <message>
        <source>Guard log</source>
        <translation>防护日志</translation>
    </message>
    <message>
        <source>Handing the shop over</source>
        <translation>正在移交店铺</translation>
    </message>
    <message>
        <source>Have a model file (GGUF) already, on a USB stick for instance? Drop it here.</source>
        <translation>已经有模型文件（GGUF），例如在 U 盘上？拖到这里即可。</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Health of this box</source>
        <translation>本机健康状况</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>已扣留</translation>
    </message>
    <message>
        <source>Held back ({n})</source>
        <translation>已扣留（{n}）</translation>
    </message>
    <message>
        <source>Hello! Ask about products, prices, stock, delivery or returns.</source>
        <translation>您好！可以询问商品、价格、库存、配送或退货。</translation>
    </message>
    <message>
        <source>Help bundle</source>
        <translation>求助包</translation>
    </message>
    <message>
        <source>Hidden characters</source>
        <translation>隐藏字符</translation>
    </message>
    <message>
        <source>Hidden from customers</source>
        <translation>对顾客隐藏</translation>
    </message>
    <message>
        <source>Hidden text was left out: “{1}”.</source>
        <translation>隐藏的文字已略去：“{1}”。</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>隐藏详情</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Honest question</source>
        <translation>正当问题</translation>
    </message>
    <message>
        <source>How customers see it</source>
        <translation>顾客看到的样子</translation>
    </message>
    <message>
        <source>How far you are was not saved: the disk is full or cannot be written.</source>
        <translation>未能保存您的进度：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>How far you are was not saved: {1}.</source>
        <translation>您的进度没有保存：{1}。</translation>
    </message>
    <message>
        <source>How it is kept</source>
        <translation>如何保存</translation>
    </message>
    <message>
        <source>How long its answers take here is not measured yet.</source>
        <translation>尚未测量它在本机回答需要多久。</translation>
    </message>
    <message>
        <source>How much is the {title}?</source>
        <translation>{title}多少钱？</translation>
    </message>
    <message>
        <source>How strict</source>
        <translation>严格程度</translation>
    </message>
    <message>
        <source>How your bot sounds</source>
        <translation>机器人的语气</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>If somebody helps you, give them this bundle. It holds no customer&apos;s words, no names, no addresses and no passwords; read it before you save it. It is sent nowhere.</source>
        <translation>如果有人帮助您，请把这个包交给对方。里面没有顾客的话、姓名、地址或密码；保存前请先看一遍。它不会被发送到任何地方。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import a file first.</source>
        <translation>请先导入一个文件。</translation>
    </message>
    <message>
        <source>Import nothing if a row cannot be read (otherwise such rows are left out)</source>
        <translation>只要有一行无法读取就不导入（否则会略过这些行）</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Importing {subject}</source>
        <translation>正在导入 {subject}</translation>
    </message>
    <message>
        <source>In a few minutes your shop has its own bot: it knows your products, answers your customers on your website, and says so when it does not know.</source>
        <translation>几分钟后，您的店铺就会有自己的机器人：它了解您的商品，在您的网站上回答顾客，不知道时也会如实说明。</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>有货</translation>
    </message>
    <message>
        <source>In stock or not</source>
        <translation>是否有货</translation>
    </message>
    <message>
        <source>In the exam your bot meets attacks and honest questions, and must keep both apart.</source>
        <translation>考试中，您的机器人会遇到攻击和正当的问题，必须把两者分清。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>In use and verified: {1}.</source>
        <translation>在用并已校验：{1}。</translation>
    </message>
    <message>
        <source>In your own words, such as “Mon–Fri 9–5:30”.</source>
        <translation>用您自己的话写，例如“周一至周五 9:00–17:30”。</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>安装</translation>
    </message>
    <message>
        <source>Install Shopwarden again.</source>
        <translation>请重新安装 Shopwarden。</translation>
    </message>
    <message>
        <source>Install Shopwarden again; your data stays.</source>
        <translation>请重新安装 Shopwarden；您的数据会保留。</translation>
    </message>
    <message>
        <source>Install exactly {1}=={2}.</source>
        <translation>请安装准确的版本 {1}=={2}。</translation>
    </message>
    <message>
        <source>Install from a file…</source>
        <translation>从文件安装…</translation>
    </message>
    <message>
        <source>Install the distribution&apos;s full kernel and restart.</source>
        <translation>请安装发行版的完整内核并重启。</translation>
    </message>
    <message>
        <source>Install {1} and try again.</source>
        <translation>请安装 {1} 后重试。</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Installing K3s</source>
        <translation>正在安装 K3s</translation>
    </message>
    <message>
        <source>Installing needs an administrator&apos;s rights.</source>
        <translation>安装需要管理员权限。</translation>
    </message>
    <message>
        <source>Installing {subject}</source>
        <translation>正在安装 {subject}</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Interrupted. Nothing was changed.</source>
        <translation>已中断，没有任何改动。</translation>
    </message>
    <message>
        <source>Is the {title} in stock?</source>
        <translation>{title}有货吗？</translation>
    </message>
    <message>
        <source>It answers on this box.</source>
        <translation>它在这台设备上有应答。</translation>
    </message>
    <message>
        <source>It asks for other customers&apos; data.</source>
        <translation>它索要其他顾客的资料。</translation>
    </message>
    <message>
        <source>It asks for the bot&apos;s own instructions.</source>
        <translation>它索要机器人自己的指令。</translation>
    </message>
    <message>
        <source>It asks the bot to drop its limits.</source>
        <translation>它要求机器人放弃限制。</translation>
    </message>
    <message>
        <source>It asks the bot to leave its rules aside.</source>
        <translation>它要求机器人抛开规则。</translation>
    </message>
    <message>
        <source>It cannot be told whether it has {1}.</source>
        <translation>无法判断是否有 {1}。</translation>
    </message>
    <message>
        <source>It carries a long run of invisible characters.</source>
        <translation>其中有一长串看不见的字符。</translation>
    </message>
    <message>
        <source>It carries text in characters that nobody sees.</source>
        <translation>其中有用看不见的字符书写的文字。</translation>
    </message>
    <message>
        <source>It claims an authority that customers do not have.</source>
        <translation>它自称拥有顾客没有的权限。</translation>
    </message>
    <message>
        <source>It claims that the bot&apos;s rules no longer hold.</source>
        <translation>它声称机器人的规则已经失效。</translation>
    </message>
    <message>
        <source>It dictates word for word what the bot must say.</source>
        <translation>它逐字规定机器人必须说什么。</translation>
    </message>
    <message>
        <source>It did not answer within {1} seconds.</source>
        <translation>它在 {1} 秒内没有应答。</translation>
    </message>
    <message>
        <source>It discloses its rules.</source>
        <translation>它泄露了自己的规则。</translation>
    </message>
    <message>
        <source>It does not answer on this box.</source>
        <translation>它在这台设备上没有应答。</translation>
    </message>
    <message>
        <source>It ends in .gguf; a page that offers models has it behind “Download”.</source>
        <translation>它以 .gguf 结尾；提供模型的网页把它放在“Download”后面。</translation>
    </message>
    <message>
        <source>It forges the marks that separate the bot&apos;s instructions from what customers write.</source>
        <translation>它伪造用来区分机器人指令和顾客文字的标记。</translation>
    </message>
    <message>
        <source>It gives the bot another role without its rules.</source>
        <translation>它让机器人扮演不受规则约束的另一个角色。</translation>
    </message>
    <message>
        <source>It has been running for {time} and takes {size} of memory.</source>
        <translation>已运行 {time}，占用 {size} 内存。</translation>
    </message>
    <message>
        <source>It has what pods and their network need.</source>
        <translation>容器组及其网络所需的都有。</translation>
    </message>
    <message>
        <source>It holds HTML.</source>
        <translation>其中含有 HTML。</translation>
    </message>
    <message>
        <source>It holds a hidden link reference.</source>
        <translation>其中含有隐藏的链接引用。</translation>
    </message>
    <message>
        <source>It holds a link that runs code or carries data.</source>
        <translation>其中有会运行代码或携带数据的链接。</translation>
    </message>
    <message>
        <source>It holds a secret ({1}).</source>
        <translation>其中含有机密（{1}）。</translation>
    </message>
    <message>
        <source>It holds an image, which the customer&apos;s browser would fetch.</source>
        <translation>其中有顾客浏览器会去读取的图片。</translation>
    </message>
    <message>
        <source>It holds personal information ({1}), which was masked.</source>
        <translation>其中含有个人信息（{1}），已遮盖。</translation>
    </message>
    <message>
        <source>It is being started again.</source>
        <translation>正在重新启动。</translation>
    </message>
    <message>
        <source>It is deleted, but traces are left on the disk while somebody is reading.</source>
        <translation>已删除，但在有人读取期间磁盘上仍留有痕迹。</translation>
    </message>
    <message>
        <source>It is gone for good, and what the guard&apos;s log keeps of its texts with it.</source>
        <translation>它会被彻底删除，防护日志中保留的相关文本也一并删除。</translation>
    </message>
    <message>
        <source>It is longer than {1} characters, more than can be judged.</source>
        <translation>它超过 {1} 个字符，多到无法判断。</translation>
    </message>
    <message>
        <source>It is nearly the same as a text that the owner called an attack.</source>
        <translation>它与店主标为攻击的一段文字几乎相同。</translation>
    </message>
    <message>
        <source>It is not kept by a time server.</source>
        <translation>没有时间服务器为它校时。</translation>
    </message>
    <message>
        <source>It is shown here, word for word.</source>
        <translation>在此逐字显示。</translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation>系统会自动重试。</translation>
    </message>
    <message>
        <source>It knows {knowledge}.</source>
        <translation>它了解{knowledge}。</translation>
    </message>
    <message>
        <source>It leads from one page to the next.</source>
        <translation>它从一个页面转到另一个页面，没有尽头。</translation>
    </message>
    <message>
        <source>It leads to something that is no web address.</source>
        <translation>它转向的不是网址。</translation>
    </message>
    <message>
        <source>It leads to what is no web address.</source>
        <translation>它指向的不是网址。</translation>
    </message>
    <message>
        <source>It links to an address that is not the shop&apos;s.</source>
        <translation>其中的链接指向不属于店铺的地址。</translation>
    </message>
    <message>
        <source>It names an amount that no record holds ({1}).</source>
        <translation>它说出了没有记录的金额（{1}）。</translation>
    </message>
    <message>
        <source>It poses as a system message.</source>
        <translation>它冒充系统消息。</translation>
    </message>
    <message>
        <source>It promises what no record supports.</source>
        <translation>它承诺了没有记录支持的事。</translation>
    </message>
    <message>
        <source>It promises {1}, which no record of the shop supports.</source>
        <translation>它承诺了 {1}，而店铺的记录中没有依据。</translation>
    </message>
    <message>
        <source>It reads like an attempt to steer the bot.</source>
        <translation>它读起来像是企图操纵机器人。</translation>
    </message>
    <message>
        <source>It repeats the system prompt.</source>
        <translation>它复述了系统提示。</translation>
    </message>
    <message>
        <source>It resembles a text that the owner called an attack.</source>
        <translation>它与店主标为攻击的一段文字相似。</translation>
    </message>
    <message>
        <source>It runs as it should.</source>
        <translation>运行正常。</translation>
    </message>
    <message>
        <source>It runs where it ran before. Send the log to whoever looks after this box.</source>
        <translation>它在原来的地方运行。请把日志发给照看这台设备的人。</translation>
    </message>
    <message>
        <source>It says that something was done.</source>
        <translation>它声称已经办妥了某事。</translation>
    </message>
    <message>
        <source>It says the private word of the system prompt.</source>
        <translation>它说出了系统提示中的暗语。</translation>
    </message>
    <message>
        <source>It says {1}: K3s&apos;s certificates would not be valid.</source>
        <translation>时钟显示 {1}：K3s 的证书会无效。</translation>
    </message>
    <message>
        <source>It says “{1}”.</source>
        <translation>它说了“{1}”。</translation>
    </message>
    <message>
        <source>It sets rules for the bot&apos;s further answers.</source>
        <translation>它为机器人之后的回答设定规则。</translation>
    </message>
    <message>
        <source>It speaks of the bot&apos;s system prompt or secret.</source>
        <translation>它谈到机器人的系统提示或秘密。</translation>
    </message>
    <message>
        <source>It tells personal details.</source>
        <translation>它说出了个人信息。</translation>
    </message>
    <message>
        <source>It tells the bot to ignore its instructions.</source>
        <translation>它叫机器人无视自己的指令。</translation>
    </message>
    <message>
        <source>It tries to carry data out to another address.</source>
        <translation>它试图把数据带到别的地址。</translation>
    </message>
    <message>
        <source>It tries to run a command or a tool.</source>
        <translation>它试图运行命令或工具。</translation>
    </message>
    <message>
        <source>It turns the direction of writing round.</source>
        <translation>它颠倒了书写方向。</translation>
    </message>
    <message>
        <source>It was refused.</source>
        <translation>它被拒绝了。</translation>
    </message>
    <message>
        <source>It writes words with look-alike letters of other scripts.</source>
        <translation>它用其他文字中形似的字母拼写词语。</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
    <message>
        <source>Its SHA-256, if you know it</source>
        <translation>它的 SHA-256（如果您知道）</translation>
    </message>
    <message>
        <source>Its certificate is not in order.</source>
        <translation>它的证书有问题。</translation>
    </message>
    <message>
        <source>Its columns are: {1}.</source>
        <translation>它的列是：{1}。</translation>
    </message>
    <message>
        <source>Its pods go on.</source>
        <translation>其中的容器组继续运行。</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>K3s can run here.</source>
        <translation>K3s 可以在这里运行。</translation>
    </message>
    <message>
        <source>K3s cannot keep images on {1}.</source>
        <translation>K3s 无法在 {1} 上保存镜像。</translation>
    </message>
    <message>
        <source>K3s cannot run here as things are.</source>
        <translation>照现在的样子，K3s 不能在这里运行。</translation>
    </message>
    <message>
        <source>K3s cannot run here, and your bot does not need it.</source>
        <translation>K3s 不能在这里运行，而您的机器人也不需要它。</translation>
    </message>
    <message>
        <source>K3s could run here, should a provider ever want it. Your bot does not need it.</source>
        <translation>如果服务商需要，K3s 可以在这里运行。您的机器人不需要它。</translation>
    </message>
    <message>
        <source>K3s does not run on {1} {2}.</source>
        <translation>K3s 不能在 {1} {2} 上运行。</translation>
    </message>
    <message>
        <source>K3s does not stop.</source>
        <translation>K3s 停不下来。</translation>
    </message>
    <message>
        <source>K3s ended and is being started again.</source>
        <translation>K3s 停止了，正在重新启动。</translation>
    </message>
    <message>
        <source>K3s gives every shop on this computer a room of its own, with limits of its own, and lets a provider look after it. Most shops do not need it.</source>
        <translation>K3s 让这台电脑上的每家店铺各有自己的一间，各有限额，也能让服务商来照看。大多数店铺不需要它。</translation>
    </message>
    <message>
        <source>K3s goes on as it was when the backup was made. Its state of now is set aside, not deleted.</source>
        <translation>K3s 会回到制作备份时的样子。现在的数据移到一旁，不会删除。</translation>
    </message>
    <message>
        <source>K3s has not made its store yet.</source>
        <translation>K3s 还没有建立它的数据存储。</translation>
    </message>
    <message>
        <source>K3s has not written its kubeconfig yet.</source>
        <translation>K3s 还没有写好它的 kubeconfig。</translation>
    </message>
    <message>
        <source>K3s is installed. {1} Its details need an administrator.</source>
        <translation>K3s 已安装。{1} 详情需要管理员才能查看。</translation>
    </message>
    <message>
        <source>K3s is looked after by an administrator.</source>
        <translation>K3s 由管理员负责。</translation>
    </message>
    <message>
        <source>K3s is not installed by Shopwarden on this box.</source>
        <translation>这台设备上没有由 Shopwarden 安装的 K3s。</translation>
    </message>
    <message>
        <source>K3s is not installed on this box.</source>
        <translation>这台设备上没有安装 K3s。</translation>
    </message>
    <message>
        <source>K3s is not installed.</source>
        <translation>没有安装 K3s。</translation>
    </message>
    <message>
        <source>K3s is removed from this box.</source>
        <translation>K3s 已从这台设备上移除。</translation>
    </message>
    <message>
        <source>K3s is running.</source>
        <translation>K3s 正在运行。</translation>
    </message>
    <message>
        <source>K3s is starting.</source>
        <translation>K3s 正在启动。</translation>
    </message>
    <message>
        <source>K3s is starting: its node has not reported since.</source>
        <translation>K3s 正在启动：它的节点还没有报告。</translation>
    </message>
    <message>
        <source>K3s is starting: the node has not registered yet.</source>
        <translation>K3s 正在启动：节点还没有登记。</translation>
    </message>
    <message>
        <source>K3s is stopped.</source>
        <translation>K3s 已停止。</translation>
    </message>
    <message>
        <source>K3s runs on Linux only.</source>
        <translation>K3s 只能在 Linux 上运行。</translation>
    </message>
    <message>
        <source>K3s was not started.</source>
        <translation>K3s 没有启动。</translation>
    </message>
    <message>
        <source>K3s {1} is in its place again.</source>
        <translation>K3s {1} 已恢复原位。</translation>
    </message>
    <message>
        <source>K3s {1} is installed and running.</source>
        <translation>K3s {1} 已安装并在运行。</translation>
    </message>
    <message>
        <source>K3s {1} is running.</source>
        <translation>K3s {1} 正在运行。</translation>
    </message>
    <message>
        <source>K3s {1} was running already.</source>
        <translation>K3s {1} 早已在运行。</translation>
    </message>
    <message>
        <source>K3s&apos;s ports are free.</source>
        <translation>K3s 的端口都空着。</translation>
    </message>
    <message>
        <source>K3s&apos;s state is in {1}. It opens only with the key in {2}.</source>
        <translation>K3s 的数据已存入 {1}。只有用 {2} 中的密钥才能打开。</translation>
    </message>
    <message>
        <source>K3s&apos;s store is damaged.</source>
        <translation>K3s 的数据存储已损坏。</translation>
    </message>
    <message>
        <source>Keep for less</source>
        <translation>缩短保留时间</translation>
    </message>
    <message>
        <source>Keep the embedded runtime, or add memory.</source>
        <translation>请保持内置的运行方式，或增加内存。</translation>
    </message>
    <message>
        <source>Keep the embedded runtime: it needs no K3s.</source>
        <translation>请保持内置的运行方式：它不需要 K3s。</translation>
    </message>
    <message>
        <source>Keep the {n} product that is not in this file</source>
        <translation>保留此文件中没有的 {n} 个商品</translation>
    </message>
    <message>
        <source>Keep the {n} products that are not in this file</source>
        <translation>保留此文件中没有的 {n} 个商品</translation>
    </message>
    <message>
        <source>Keep them for less time?</source>
        <translation>缩短保留时间？</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>内核</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Kubernetes answered {1} to {2}.</source>
        <translation>Kubernetes 对 {2} 的应答是 {1}。</translation>
    </message>
    <message>
        <source>Kubernetes answered {1} {2}.</source>
        <translation>Kubernetes 的应答是 {1} {2}。</translation>
    </message>
    <message>
        <source>Kubernetes does not answer.</source>
        <translation>Kubernetes 没有应答。</translation>
    </message>
    <message>
        <source>Kubernetes keeps {1}.</source>
        <translation>Kubernetes 仍保留 {1}。</translation>
    </message>
    <message>
        <source>Kubernetes says that the node is not ready{1}.</source>
        <translation>Kubernetes 表示节点尚未就绪{1}。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Language model: ready</source>
        <translation>语言模型：就绪</translation>
    </message>
    <message>
        <source>Language model: resting</source>
        <translation>语言模型：休息中</translation>
    </message>
    <message>
        <source>Language model: starting</source>
        <translation>语言模型：启动中</translation>
    </message>
    <message>
        <source>Language model: stopped</source>
        <translation>语言模型：已停止</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>窗口语言</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Languages your bot answers in</source>
        <translation>机器人使用的语言</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最近一次</translation>
    </message>
    <message>
        <source>Last day of the sale</source>
        <translation>促销末日</translation>
    </message>
    <message>
        <source>Leaked instructions</source>
        <translation>泄露的指令</translation>
    </message>
    <message>
        <source>Learning the contents</source>
        <translation>正在学习内容</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Left on the disk:</source>
        <translation>留在磁盘上：</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Lenient</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Let through</source>
        <translation>已放行</translation>
    </message>
    <message>
        <source>Let through with care</source>
        <translation>谨慎放行</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Line for your website</source>
        <translation>用于您网站的代码行</translation>
    </message>
    <message>
        <source>Line {1} is not valid JSON: {2}; it was left out.</source>
        <translation>第 {1} 行不是有效的 JSON：{2}；已略过。</translation>
    </message>
    <message>
        <source>Line {1} of the guard log holds no text to judge.</source>
        <translation>防护日志第 {1} 行没有可判断的文字。</translation>
    </message>
    <message>
        <source>Lines up to {1} were removed, being older than the log is kept.</source>
        <translation>{1} 之前的记录已超过保存期限，已删除。</translation>
    </message>
    <message>
        <source>Linux</source>
        <translation>Linux</translation>
    </message>
    <message>
        <source>Linux {1} on {2}.</source>
        <translation>{2} 上的 Linux {1}。</translation>
    </message>
    <message>
        <source>List it and choose again.</source>
        <translation>请重新列出并再选一次。</translation>
    </message>
    <message>
        <source>List the jobs and choose one of them.</source>
        <translation>请列出任务并选择其中一个。</translation>
    </message>
    <message>
        <source>List the log and choose a line.</source>
        <translation>请列出日志并选择一行。</translation>
    </message>
    <message>
        <source>List the models and choose one of them.</source>
        <translation>请列出模型并选择其中一个。</translation>
    </message>
    <message>
        <source>List the sources and choose one of them.</source>
        <translation>请列出来源并选择其中一个。</translation>
    </message>
    <message>
        <source>List the tokens and choose one of them.</source>
        <translation>请列出令牌并选择其中一个。</translation>
    </message>
    <message>
        <source>List them and choose one.</source>
        <translation>请列出并选择一个。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Log folder</source>
        <translation>日志文件夹</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Look at the list again.</source>
        <translation>请再看一下列表。</translation>
    </message>
    <message>
        <source>Look whether it is there</source>
        <translation>检查是否已在网站上</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>查阅了</translation>
    </message>
    <message>
        <source>Looking at it</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Looking up the tenants</source>
        <translation>正在查找店铺</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Magento product export</source>
        <translation>Magento 商品导出文件</translation>
    </message>
    <message>
        <source>Make a new one.</source>
        <translation>请新建一个。</translation>
    </message>
    <message>
        <source>Making {1} out of this model&apos;s vocabulary needs transformers, which is not installed.</source>
        <translation>用这个模型的词表生成 {1} 需要 transformers，但它没有安装。</translation>
    </message>
    <message>
        <source>Meaning of the column {column}</source>
        <translation>列 {column} 的含义</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Measure its speed</source>
        <translation>测量速度</translation>
    </message>
    <message>
        <source>Measuring speed</source>
        <translation>正在测速</translation>
    </message>
    <message>
        <source>Measuring {subject}</source>
        <translation>正在测量 {subject}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Model files</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation>模型 (*.gguf);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Move /var/lib/rancher to a local disk with ext4 or xfs.</source>
        <translation>请把 /var/lib/rancher 移到使用 ext4 或 xfs 的本地磁盘。</translation>
    </message>
    <message>
        <source>Moving {subject}</source>
        <translation>正在移动 {subject}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name a shop for an owner or a bot, and none for an admin.</source>
        <translation>店主或机器人要指明店铺，管理员则不用。</translation>
    </message>
    <message>
        <source>Name of the product</source>
        <translation>商品名称</translation>
    </message>
    <message>
        <source>Name of your shop</source>
        <translation>店铺名称</translation>
    </message>
    <message>
        <source>Name the website that shows the bot</source>
        <translation>填写显示机器人的网站</translation>
    </message>
    <message>
        <source>Names, addresses and what customers wrote are not in it.</source>
        <translation>其中没有姓名、地址和顾客所写的内容。</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Needs no answer</source>
        <translation>无需回答</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation>从不自动删除</translation>
    </message>
    <message>
        <source>New: {product}</source>
        <translation>新增：{product}</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>No approved answers yet</source>
        <translation>还没有已批准的回答</translation>
    </message>
    <message>
        <source>No column of {1} looks like the names of products.</source>
        <translation>{1} 中没有一列像是商品名称。</translation>
    </message>
    <message>
        <source>No column was read as the price.</source>
        <translation>没有任何列被识别为价格。</translation>
    </message>
    <message>
        <source>No column was read as the price. {1} may be without tax or for a quantity: choose it as the price if customers pay just that.</source>
        <translation>没有任何列被识别为价格。{1} 可能不含税或按数量计价：如果顾客付的就是这个金额，请选它作为价格。</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>还没有对话</translation>
    </message>
    <message>
        <source>No failures to show</source>
        <translation>没有可显示的失败</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>还没有文件</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>还没有任何消息。</translation>
    </message>
    <message>
        <source>No model can be called “{1}”.</source>
        <translation>模型不能叫“{1}”。</translation>
    </message>
    <message>
        <source>No model file found</source>
        <translation>未找到模型文件</translation>
    </message>
    <message>
        <source>No other firewall manager is active.</source>
        <translation>没有其他防火墙管理程序在运行。</translation>
    </message>
    <message>
        <source>No part of this program reports anything to anybody.</source>
        <translation>本程序的任何部分都不会向任何人报告信息。</translation>
    </message>
    <message>
        <source>No product fits</source>
        <translation>没有符合的商品</translation>
    </message>
    <message>
        <source>No products yet</source>
        <translation>还没有商品</translation>
    </message>
    <message>
        <source>No questions yet.</source>
        <translation>还没有提问。</translation>
    </message>
    <message>
        <source>No website answers there.</source>
        <translation>那里没有网站应答。</translation>
    </message>
    <message>
        <source>No {1} model is in use.</source>
        <translation>没有在用的 {1} 模型。</translation>
    </message>
    <message>
        <source>No: it said so instead of guessing</source>
        <translation>否：它如实说明，没有猜测</translation>
    </message>
    <message>
        <source>None but Shopwarden&apos;s own, if any.</source>
        <translation>除了 Shopwarden 自己的以外没有。</translation>
    </message>
    <message>
        <source>Not dealt with</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>Not everything could be undone ({1}).</source>
        <translation>有些改动没能撤销（{1}）。</translation>
    </message>
    <message>
        <source>Not examined yet</source>
        <translation>尚未考试</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>尚未保存。</translation>
    </message>
    <message>
        <source>Not switched off: {1}.</source>
        <translation>没有关闭：{1}。</translation>
    </message>
    <message>
        <source>Not well</source>
        <translation>状态不好</translation>
    </message>
    <message>
        <source>Nothing by itself. Only if you ask for it: the download of a bigger language model, and one look at your website to see whether the bot is on it.</source>
        <translation>本身什么都不会离开。只有在您要求时：下载更大的语言模型，以及查看一次您的网站，看机器人是否已在上面。</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>没有符合的内容</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有内容</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>没有打开的内容</translation>
    </message>
    <message>
        <source>Nothing is quarantined as “{1}”.</source>
        <translation>没有名为“{1}”的暂扣内容。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer</source>
        <translation>没有任何内容离开此电脑</translation>
    </message>
    <message>
        <source>Nothing of it was kept.</source>
        <translation>什么都没有留下。</translation>
    </message>
    <message>
        <source>Nothing starts here meanwhile.</source>
        <translation>在此期间这里不会启动任何东西。</translation>
    </message>
    <message>
        <source>Nothing to add</source>
        <translation>没有可添加的内容</translation>
    </message>
    <message>
        <source>Nothing to do: K3s is set up for it.</source>
        <translation>不用做什么：K3s 已为此设置好。</translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <translation>没有可显示的内容。</translation>
    </message>
    <message>
        <source>Number in stock</source>
        <translation>库存数量</translation>
    </message>
    <message>
        <source>Off-topic requests</source>
        <translation>无关请求</translation>
    </message>
    <message>
        <source>Old lines deleted</source>
        <translation>旧的行已删除</translation>
    </message>
    <message>
        <source>On order</source>
        <translation>可预订</translation>
    </message>
    <message>
        <source>On the way from an address without https a file can be exchanged.</source>
        <translation>没有 https 的地址，文件可能在途中被调换。</translation>
    </message>
    <message>
        <source>On this computer only: nothing a customer types is sent anywhere.</source>
        <translation>仅在这台电脑上：顾客输入的内容不会发送到任何地方。</translation>
    </message>
    <message>
        <source>On your website</source>
        <translation>在您的网站上</translation>
    </message>
    <message>
        <source>One address on a line. Browsers refuse to show it anywhere else.</source>
        <translation>每行一个地址。在其他地方，浏览器会拒绝显示它。</translation>
    </message>
    <message>
        <source>One web address on a line, such as https://example.com.</source>
        <translation>每行一个网址，例如 https://example.com。</translation>
    </message>
    <message>
        <source>One wording on a line. The bot recognises small differences by itself.</source>
        <translation>每行一种说法。机器人能自行识别细微差别。</translation>
    </message>
    <message>
        <source>Only a quick look was taken; it takes all messages to pass.</source>
        <translation>只做了一次快速检查；要通过，须考完全部消息。</translation>
    </message>
    <message>
        <source>Only {1} more files fit on it.</source>
        <translation>上面只能再放 {1} 个文件。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open Models and install it.</source>
        <translation>打开“模型”并安装它。</translation>
    </message>
    <message>
        <source>Open Shopwarden</source>
        <translation>打开 Shopwarden</translation>
    </message>
    <message>
        <source>Open it in a spreadsheet program and save it as XLSX, or export the products as CSV.</source>
        <translation>请用表格软件打开并另存为 XLSX，或把商品导出为 CSV。</translation>
    </message>
    <message>
        <source>Open it in your office program, save it again and upload the new file.</source>
        <translation>请用办公软件打开，重新保存，然后上传新文件。</translation>
    </message>
    <message>
        <source>Open the chat page</source>
        <translation>打开聊天页面</translation>
    </message>
    <message>
        <source>Open the privacy notice</source>
        <translation>打开隐私声明</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>Or link to the chat page</source>
        <translation>或者链接到聊天页面</translation>
    </message>
    <message>
        <source>Orders to the bot</source>
        <translation>对机器人的命令</translation>
    </message>
    <message>
        <source>Out of stock</source>
        <translation>缺货</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Pages about delivery, returns and warranty may follow the same way: the bot quotes them when customers ask.</source>
        <translation>有关配送、退货和保修的页面也可以这样添加：顾客询问时，机器人会引用它们。</translation>
    </message>
    <message>
        <source>Parts of “{1}” looked at: {2}, held back: {3}.</source>
        <translation>已检查“{1}”中的 {2} 个部分，其中 {3} 个被扣留。</translation>
    </message>
    <message>
        <source>Passwords and keys</source>
        <translation>密码和密钥</translation>
    </message>
    <message>
        <source>Personal details</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Pinning the node&apos;s address</source>
        <translation>正在固定节点的地址</translation>
    </message>
    <message>
        <source>Plain and polite</source>
        <translation>平实有礼</translation>
    </message>
    <message>
        <source>Plug the stick in, wait until the computer shows it, look again.</source>
        <translation>插入 U 盘，等电脑显示它后再查看。</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>葡萄牙语</translation>
    </message>
    <message>
        <source>Preparing the shop&apos;s place in K3s</source>
        <translation>正在 K3s 中为店铺准备位置</translation>
    </message>
    <message>
        <source>PrestaShop products</source>
        <translation>PrestaShop 商品</translation>
    </message>
    <message>
        <source>Preview of the chat: {greeting}</source>
        <translation>聊天预览：{greeting}</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Price before the sale</source>
        <translation>促销前价格</translation>
    </message>
    <message>
        <source>Prices, stock and delivery come from your own records with every model, at once. The language model words descriptions and comparisons; a bigger one words them better and takes longer. You can change it at any time.</source>
        <translation>无论使用哪个模型，价格、库存和配送都立即来自您自己的记录。语言模型负责组织描述和比较的措辞；更大的模型措辞更好，但耗时更长。您可以随时更换。</translation>
    </message>
    <message>
        <source>Prices, stock and delivery times stay the same.</source>
        <translation>价格、库存和送货时间不受影响。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Problems only</source>
        <translation>仅显示问题</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Product code (SKU)</source>
        <translation>商品编号（SKU）</translation>
    </message>
    <message>
        <source>Product lists and documents appear here.</source>
        <translation>商品清单和文档会显示在这里。</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Programs</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Progress of: {title}</source>
        <translation>进度：{title}</translation>
    </message>
    <message>
        <source>Promises and figures</source>
        <translation>承诺和数字</translation>
    </message>
    <message>
        <source>Put a backup back…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Put it on your website</source>
        <translation>放到您的网站上</translation>
    </message>
    <message>
        <source>Put the model&apos;s {1} into {2}.</source>
        <translation>请把模型的 {1} 放入 {2}。</translation>
    </message>
    <message>
        <source>Put this backup back?</source>
        <translation>恢复这份备份？</translation>
    </message>
    <message>
        <source>Put this line before the end (&lt;/body&gt;) of every page that shall show the chat button.</source>
        <translation>请把这一行放在要显示聊天按钮的每个页面的末尾（&lt;/body&gt;）之前。</translation>
    </message>
    <message>
        <source>Put {1} of the model into {2}.</source>
        <translation>请把模型的 {1} 放入 {2}。</translation>
    </message>
    <message>
        <source>Putting K3s in its place</source>
        <translation>正在把 K3s 放到位</translation>
    </message>
    <message>
        <source>Putting K3s&apos;s backup back</source>
        <translation>正在恢复 K3s 的备份</translation>
    </message>
    <message>
        <source>Putting the backup in place</source>
        <translation>正在把备份放到位</translation>
    </message>
    <message>
        <source>Putting the system&apos;s settings back</source>
        <translation>正在还原系统的设置</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Questions in the last seven days</source>
        <translation>最近七天的提问</translation>
    </message>
    <message>
        <source>Questions that the bot could not answer appear here.</source>
        <translation>机器人未能回答的问题会显示在这里。</translation>
    </message>
    <message>
        <source>Questions without an answer</source>
        <translation>未能回答的问题</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速预览</translation>
    </message>
    <message>
        <source>Quit it, or restart this computer.</source>
        <translation>请退出该程序，或重新启动这台计算机。</translation>
    </message>
    <message>
        <source>Read its log, or ask for help with these words.</source>
        <translation>请阅读它的日志，或带着这句话求助。</translation>
    </message>
    <message>
        <source>Read, save or delete one…</source>
        <translation>阅读、保存或删除一个…</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>Reading {1} needs torch, which is not installed.</source>
        <translation>读取 {1} 需要 torch，但它没有安装。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Rebuild the index of the shops named.</source>
        <translation>请为所列的店铺重建索引。</translation>
    </message>
    <message>
        <source>Rebuild the index.</source>
        <translation>请重建索引。</translation>
    </message>
    <message>
        <source>Recognises attempts to misuse the bot</source>
        <translation>识别滥用机器人的企图</translation>
    </message>
    <message>
        <source>Record {1} is not an object; it was left out.</source>
        <translation>记录 {1} 不是一个对象；已略去。</translation>
    </message>
    <message>
        <source>Reload the list.</source>
        <translation>请重新载入列表。</translation>
    </message>
    <message>
        <source>Remembering the system&apos;s settings</source>
        <translation>正在记下系统的设置</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove K3s?</source>
        <translation>移除 K3s？</translation>
    </message>
    <message>
        <source>Remove it and install it again.</source>
        <translation>请移除后重新安装。</translation>
    </message>
    <message>
        <source>Remove it with its own k3s-uninstall.sh after saving what it holds.</source>
        <translation>请先保存其中的内容，再用它自己的 k3s-uninstall.sh 移除。</translation>
    </message>
    <message>
        <source>Remove this file?</source>
        <translation>移除此文件？</translation>
    </message>
    <message>
        <source>Remove this model?</source>
        <translation>移除此模型？</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Removing K3s</source>
        <translation>正在移除 K3s</translation>
    </message>
    <message>
        <source>Removing the firewall&apos;s table</source>
        <translation>正在移除防火墙的规则表</translation>
    </message>
    <message>
        <source>Removing the pinned address</source>
        <translation>正在移除固定的地址</translation>
    </message>
    <message>
        <source>Removing the service</source>
        <translation>正在移除服务</translation>
    </message>
    <message>
        <source>Removing what was installed</source>
        <translation>正在移除安装的内容</translation>
    </message>
    <message>
        <source>Removing “{1}” deletes {2} MB of weights.</source>
        <translation>移除“{1}”会删除 {2} MB 的模型文件。</translation>
    </message>
    <message>
        <source>Removing “{1}” takes {2} entries out of the bot&apos;s knowledge.</source>
        <translation>移除“{1}”会从机器人的知识中去掉 {2} 条。</translation>
    </message>
    <message>
        <source>Rename the file and upload it again.</source>
        <translation>请给文件改名后重新上传。</translation>
    </message>
    <message>
        <source>Repeated attempts</source>
        <translation>反复尝试</translation>
    </message>
    <message>
        <source>Replace the line in {address} by the one above.</source>
        <translation>请把 {address} 中的代码行换成上面的那一行。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Restart the service.</source>
        <translation>请重启服务。</translation>
    </message>
    <message>
        <source>Restore a backup of the older version instead.</source>
        <translation>请改为恢复旧版本的备份。</translation>
    </message>
    <message>
        <source>Restore a backup, which brings its token along.</source>
        <translation>请恢复备份，其中带有它的令牌。</translation>
    </message>
    <message>
        <source>Restore secrets.json and secrets.key together from the same backup.</source>
        <translation>请从同一份备份中同时恢复 secrets.json 和 secrets.key。</translation>
    </message>
    <message>
        <source>Restore the last good backup with “node restore”.</source>
        <translation>请用“node restore”恢复最近一份完好的备份。</translation>
    </message>
    <message>
        <source>Restore the shop from a backup.</source>
        <translation>请从备份恢复这家店铺。</translation>
    </message>
    <message>
        <source>Restore this shop&apos;s folder from a backup.</source>
        <translation>请从备份恢复这家店铺的文件夹。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Room for data</source>
        <translation>数据空间</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Row {1} has neither a handle nor a title; it was left out.</source>
        <translation>第 {1} 行既没有 handle 也没有名称；已略去。</translation>
    </message>
    <message>
        <source>Row {1} has no SKU; it was left out.</source>
        <translation>第 {1} 行没有 SKU；已略去。</translation>
    </message>
    <message>
        <source>Row {1} has no name: it and others like it were read as variants of the product above (“{2}”).</source>
        <translation>第 {1} 行没有名称：它和类似的行被当作上方商品（“{2}”）的规格。</translation>
    </message>
    <message>
        <source>Row {1} has no title; it was left out.</source>
        <translation>第 {1} 行没有名称；已略去。</translation>
    </message>
    <message>
        <source>Row {1} has {2} cells and the header {3}: a cell holds the delimiter outside of quotes.</source>
        <translation>第 {1} 行有 {2} 个单元格，而表头有 {3} 个：某个单元格在引号外含有分隔符。</translation>
    </message>
    <message>
        <source>Row {1} held NUL bytes; they were removed.</source>
        <translation>第 {1} 行含有 NUL 字节；已去除。</translation>
    </message>
    <message>
        <source>Row {1} is a total, not a product; it was left out.</source>
        <translation>第 {1} 行是合计，不是商品；已略过。</translation>
    </message>
    <message>
        <source>Row {1} is a {2} without a product above it; it was left out.</source>
        <translation>第 {1} 行是 {2}，但上面没有商品；已略去。</translation>
    </message>
    <message>
        <source>Row {1}: {2} is there more than once, at {3}, with nothing else to tell one from the other.</source>
        <translation>第 {1} 行：{2} 出现不止一次，价格为 {3}，没有其他信息可以区分。</translation>
    </message>
    <message>
        <source>Row {1}: {2}.</source>
        <translation>第 {1} 行：{2}。</translation>
    </message>
    <message>
        <source>Row {1}: {2}; the {3} was left out.</source>
        <translation>第 {1} 行：{2}；已略过“{3}”。</translation>
    </message>
    <message>
        <source>Row {1}: “{2}” was already read from row {3} (“{4}”). Give each product its own SKU or ID.</source>
        <translation>第 {1} 行：“{2}”已从第 {3} 行（“{4}”）读过。请给每件商品各自的 SKU 或 ID。</translation>
    </message>
    <message>
        <source>Row {row}: {message}</source>
        <translation>第 {row} 行：{message}</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Rows of {file}</source>
        <translation>{file} 的行</translation>
    </message>
    <message>
        <source>Rows of “{1}” looked at: {2}, held back: {3}.</source>
        <translation>已检查“{1}”中的 {2} 行，其中 {3} 行被扣留。</translation>
    </message>
    <message>
        <source>Run it again; it goes on where it stopped.</source>
        <translation>请再次运行；会从中断处继续。</translation>
    </message>
    <message>
        <source>Run it with sudo, or confirm with your password when asked.</source>
        <translation>请用 sudo 运行，或在询问时输入密码确认。</translation>
    </message>
    <message>
        <source>Run the same command with “sudo”.</source>
        <translation>请用“sudo”运行同一命令。</translation>
    </message>
    <message>
        <source>Run “timedatectl set-ntp true”.</source>
        <translation>请运行“timedatectl set-ntp true”。</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Said before your e-mail and phone. The conversation is marked for you, and you are notified.</source>
        <translation>在您的邮箱和电话之前说出。对话会为您标记，并通知您。</translation>
    </message>
    <message>
        <source>Sale price</source>
        <translation>促销价</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save a backup of K3s</source>
        <translation>保存 K3s 的备份</translation>
    </message>
    <message>
        <source>Save a backup…</source>
        <translation>保存备份…</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>Save a copy without a password and upload that.</source>
        <translation>请另存一份没有密码的副本，然后上传。</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Save it again as PDF and upload the new file.</source>
        <translation>请重新保存为 PDF，然后上传新文件。</translation>
    </message>
    <message>
        <source>Save it again in your office program and upload the new file.</source>
        <translation>请用办公软件重新保存，然后上传新文件。</translation>
    </message>
    <message>
        <source>Save it as XLSX, CSV or DOCX.</source>
        <translation>请保存为 XLSX、CSV 或 DOCX。</translation>
    </message>
    <message>
        <source>Save or download it again and upload the new file.</source>
        <translation>请重新保存或下载，然后上传新文件。</translation>
    </message>
    <message>
        <source>Save the help bundle</source>
        <translation>保存求助包</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>Saving K3s&apos;s state</source>
        <translation>正在保存 K3s 的数据</translation>
    </message>
    <message>
        <source>Say fine, attack or undo.</source>
        <translation>请选择没问题、攻击或撤销。</translation>
    </message>
    <message>
        <source>Say how customers reach you</source>
        <translation>填写顾客如何联系您</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Search for it by name.</source>
        <translation>请按名称搜索。</translation>
    </message>
    <message>
        <source>Search in questions and answers</source>
        <translation>在问题和回答中搜索</translation>
    </message>
    <message>
        <source>Search in the texts</source>
        <translation>在文本中搜索</translation>
    </message>
    <message>
        <source>Search products</source>
        <translation>搜索商品</translation>
    </message>
    <message>
        <source>Search products by name, code or brand</source>
        <translation>按名称、编号或品牌搜索商品</translation>
    </message>
    <message>
        <source>Search the guard log</source>
        <translation>搜索防护日志</translation>
    </message>
    <message>
        <source>Send it as a bearer token.</source>
        <translation>请作为 bearer 令牌发送。</translation>
    </message>
    <message>
        <source>Send it as “Authorization: Bearer …”.</source>
        <translation>请以“Authorization: Bearer …”发送。</translation>
    </message>
    <message>
        <source>Send less.</source>
        <translation>请少发一些。</translation>
    </message>
    <message>
        <source>Send what the address takes.</source>
        <translation>请发送该地址所接受的内容。</translation>
    </message>
    <message>
        <source>Send whole characters: cut texts between them, not within.</source>
        <translation>请发送完整的字符：在字符之间而不是字符中间截断文字。</translation>
    </message>
    <message>
        <source>Sending {file}</source>
        <translation>正在发送 {file}</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Set SHOPWARDEN_SECRETS_DIR.</source>
        <translation>请设置 SHOPWARDEN_SECRETS_DIR。</translation>
    </message>
    <message>
        <source>Set the clock, for example with “timedatectl set-ntp true”.</source>
        <translation>请校准时钟，例如用“timedatectl set-ntp true”。</translation>
    </message>
    <message>
        <source>Setting K3s up to start with the machine</source>
        <translation>正在设置 K3s 随电脑启动</translation>
    </message>
    <message>
        <source>Setting the present state aside</source>
        <translation>正在把现有数据移到一旁</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Several attacks came from here; the conversation is paused.</source>
        <translation>这里发来了几次攻击；对话已暂停。</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Shopify product export</source>
        <translation>Shopify 商品导出文件</translation>
    </message>
    <message>
        <source>Shops</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Shops, models and work in numbers</source>
        <translation>店铺、模型和任务的数字</translation>
    </message>
    <message>
        <source>Shopwarden is still there</source>
        <translation>Shopwarden 仍在运行</translation>
    </message>
    <message>
        <source>Shopwarden {service} (window {window}, Qt {qt}) at {address}</source>
        <translation>Shopwarden {service}（窗口 {window}，Qt {qt}），地址 {address}</translation>
    </message>
    <message>
        <source>Short and to the point</source>
        <translation>简明扼要</translation>
    </message>
    <message>
        <source>Short description</source>
        <translation>简短描述</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>显示详情</translation>
    </message>
    <message>
        <source>Show rows…</source>
        <translation>显示行…</translation>
    </message>
    <message>
        <source>Shown in the chat outside your opening hours, and told to who asks for a person then.</source>
        <translation>在营业时间之外显示在聊天中，并告知此时希望与真人交谈的顾客。</translation>
    </message>
    <message>
        <source>Shown to customers</source>
        <translation>是否向顾客显示</translation>
    </message>
    <message>
        <source>Sit the exam</source>
        <translation>参加考试</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>So that it can be understood on its own: no “it” or “they”.</source>
        <translation>让它能单独被理解：不要用“它”或“他们”。</translation>
    </message>
    <message>
        <source>Sold out or discontinued</source>
        <translation>已售完或已停产</translation>
    </message>
    <message>
        <source>Some fields cannot be saved as they are.</source>
        <translation>有些字段无法按现状保存。</translation>
    </message>
    <message>
        <source>Some people try to misuse a shop&apos;s bot: to make it insult somebody, give secrets away or sell for nothing. The exam sends your bot such messages, and honest ones, and counts. Customers are answered meanwhile.</source>
        <translation>有些人会试图滥用店铺的机器人：让它辱骂别人、泄露秘密或白送商品。考试会向您的机器人发送这类消息以及正当的消息，并进行统计。期间顾客照常得到回答。</translation>
    </message>
    <message>
        <source>Somebody wants to talk to you</source>
        <translation>有顾客想和您本人交谈</translation>
    </message>
    <message>
        <source>Something has changed since the exam</source>
        <translation>考试之后有内容发生了变化</translation>
    </message>
    <message>
        <source>Something other than the engine answered.</source>
        <translation>应答的不是语言模型引擎。</translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation>发生了意外情况</translation>
    </message>
    <message>
        <source>Something unexpected happened while answering. It is in the box&apos;s log.</source>
        <translation>回答时出了意外。详情在设备的日志里。</translation>
    </message>
    <message>
        <source>Something unexpected stopped this work.</source>
        <translation>这项工作因意外中断。</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>本机速度</translation>
    </message>
    <message>
        <source>Square item library</source>
        <translation>Square 商品库</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start Shopwarden from the desktop session that set it up.</source>
        <translation>请在当初设置 Shopwarden 的桌面会话中启动它。</translation>
    </message>
    <message>
        <source>Start it and try again.</source>
        <translation>请启动后重试。</translation>
    </message>
    <message>
        <source>Start it, then try again.</source>
        <translation>请启动它，然后重试。</translation>
    </message>
    <message>
        <source>Start new work instead.</source>
        <translation>请改为开始新的工作。</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Start the bot</source>
        <translation>启动机器人</translation>
    </message>
    <message>
        <source>Start the service again.</source>
        <translation>请重新启动服务。</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Starting K3s</source>
        <translation>正在启动 K3s</translation>
    </message>
    <message>
        <source>Starting the new K3s</source>
        <translation>正在启动新的 K3s</translation>
    </message>
    <message>
        <source>Starting the shop&apos;s workload</source>
        <translation>正在启动店铺的工作负载</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop K3s?</source>
        <translation>停止 K3s？</translation>
    </message>
    <message>
        <source>Stop and start it once: K3s then renews them by itself.</source>
        <translation>请停止再启动一次：K3s 随后会自行更新它们。</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop it where it was started.</source>
        <translation>请在启动它的地方停止它。</translation>
    </message>
    <message>
        <source>Stop it: “ss -ltnp sport = :{1}” names it.</source>
        <translation>请停止它：“ss -ltnp sport = :{1}”会显示它的名字。</translation>
    </message>
    <message>
        <source>Stop it: “ss -ltnp” names it.</source>
        <translation>请停止它：“ss -ltnp”会显示它的名字。</translation>
    </message>
    <message>
        <source>Stop other heavy work on it, then try again.</source>
        <translation>请停止这台电脑上其他繁重的工作，然后重试。</translation>
    </message>
    <message>
        <source>Stop the bot</source>
        <translation>停止机器人</translation>
    </message>
    <message>
        <source>Stop the bot and quit</source>
        <translation>停止机器人并退出</translation>
    </message>
    <message>
        <source>Stop the bot, too</source>
        <translation>同时停止机器人</translation>
    </message>
    <message>
        <source>Stop the bot?</source>
        <translation>停止机器人？</translation>
    </message>
    <message>
        <source>Stop the bot…</source>
        <translation>停止机器人…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Stopping K3s</source>
        <translation>正在停止 K3s</translation>
    </message>
    <message>
        <source>Stopping K3s takes the chatbots that run in it off the air.</source>
        <translation>停止 K3s 会让其中运行的机器人下线。</translation>
    </message>
    <message>
        <source>Stopping the shop&apos;s workload</source>
        <translation>正在停止店铺的工作负载</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>停止…</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换空间</translation>
    </message>
    <message>
        <source>Switch it off with “swapoff -a” and in /etc/fstab if the box has memory enough.</source>
        <translation>如果内存足够，请用“swapoff -a”并在 /etc/fstab 中关闭它。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>移除它</translation>
    </message>
    <message>
        <source>Take the model&apos;s {1} instead.</source>
        <translation>请改用模型的 {1}。</translation>
    </message>
    <message>
        <source>Take these {n} products out</source>
        <translation>移除这 {n} 个商品</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>已收回</translation>
    </message>
    <message>
        <source>Taken out: {product}</source>
        <translation>已移除：{product}</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Texts erased</source>
        <translation>文本已抹除</translation>
    </message>
    <message>
        <source>Texts that were found</source>
        <translation>找到的文本</translation>
    </message>
    <message>
        <source>That would be more than {1} bars.</source>
        <translation>那会超过 {1} 根柱。</translation>
    </message>
    <message>
        <source>The K3s on this machine is not one that Shopwarden installed.</source>
        <translation>这台电脑上的 K3s 不是由 Shopwarden 安装的。</translation>
    </message>
    <message>
        <source>The Python package {1} is not installed and could not be fetched.</source>
        <translation>Python 软件包 {1} 没有安装，也无法获取。</translation>
    </message>
    <message>
        <source>The answer broke off.</source>
        <translation>回答中断了。</translation>
    </message>
    <message>
        <source>The backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>The backup cannot be opened with this key.</source>
        <translation>用这把密钥打不开备份。</translation>
    </message>
    <message>
        <source>The backup is cut off.</source>
        <translation>备份不完整。</translation>
    </message>
    <message>
        <source>The backup is damaged.</source>
        <translation>备份已损坏。</translation>
    </message>
    <message>
        <source>The backup&apos;s state is in place and running.</source>
        <translation>备份的数据已放到位并在运行。</translation>
    </message>
    <message>
        <source>The bot answers customers whether this window is open or not, until you stop it here.</source>
        <translation>无论此窗口是否打开，机器人都会回答顾客，直到您在这里停止它。</translation>
    </message>
    <message>
        <source>The bot answers “{question}” from your records and pages again.</source>
        <translation>机器人会重新根据您的记录和页面回答“{question}”。</translation>
    </message>
    <message>
        <source>The bot did not reach the pass mark; look at the messages that failed.</source>
        <translation>机器人没有达到及格线；请看没有通过的消息。</translation>
    </message>
    <message>
        <source>The bot forgets {contents} of “{name}”. This cannot be undone.</source>
        <translation>机器人会忘记“{name}”中的{contents}。此操作无法撤销。</translation>
    </message>
    <message>
        <source>The bot goes on answering</source>
        <translation>机器人继续回答</translation>
    </message>
    <message>
        <source>The bot had no answer.</source>
        <translation>机器人没有答案。</translation>
    </message>
    <message>
        <source>The bot has not sat its exam yet.</source>
        <translation>机器人还没有参加考试。</translation>
    </message>
    <message>
        <source>The bot is reached from this computer alone, at port {1}.</source>
        <translation>只有这台电脑能访问机器人，端口 {1}。</translation>
    </message>
    <message>
        <source>The bot is reached from this computer alone.</source>
        <translation>只有这台电脑能访问机器人。</translation>
    </message>
    <message>
        <source>The bot is reached from your network, at {1}.</source>
        <translation>您的网络可以访问机器人（{1}）。</translation>
    </message>
    <message>
        <source>The bot is stopped.</source>
        <translation>机器人已停止。</translation>
    </message>
    <message>
        <source>The bot is writing…</source>
        <translation>机器人正在输入…</translation>
    </message>
    <message>
        <source>The bot passed its exam.</source>
        <translation>机器人通过了考试。</translation>
    </message>
    <message>
        <source>The bot stops</source>
        <translation>机器人停止</translation>
    </message>
    <message>
        <source>The bot&apos;s answers</source>
        <translation>机器人的回答</translation>
    </message>
    <message>
        <source>The bot&apos;s service</source>
        <translation>机器人的服务</translation>
    </message>
    <message>
        <source>The bot&apos;s service does not answer</source>
        <translation>机器人的服务没有响应</translation>
    </message>
    <message>
        <source>The box&apos;s database {1} cannot be opened: {2}.</source>
        <translation>设备的数据库 {1} 无法打开：{2}。</translation>
    </message>
    <message>
        <source>The bundle is damaged: {1} is not what its checksum says.</source>
        <translation>安装包已损坏：{1} 与校验值不符。</translation>
    </message>
    <message>
        <source>The bundle is for {1}, this machine is {2}.</source>
        <translation>安装包适用于 {1}，而这台电脑是 {2}。</translation>
    </message>
    <message>
        <source>The bundle is not signed by a key that this box trusts.</source>
        <translation>安装包的签名密钥不受这台设备信任。</translation>
    </message>
    <message>
        <source>The bundle needs {1} GB and {2} GB are free.</source>
        <translation>安装包需要 {1} GB，可用 {2} GB。</translation>
    </message>
    <message>
        <source>The bundle&apos;s manifest is not one that this version understands.</source>
        <translation>这个版本读不懂安装包的清单。</translation>
    </message>
    <message>
        <source>The catalogue has no model “{1}”.</source>
        <translation>目录中没有模型“{1}”。</translation>
    </message>
    <message>
        <source>The change could not be saved: the disk is full or cannot be written.</source>
        <translation>无法保存更改：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The change could not be saved: {1}.</source>
        <translation>无法保存更改：{1}。</translation>
    </message>
    <message>
        <source>The chat page as this computer sees it:</source>
        <translation>此电脑所见的聊天页面：</translation>
    </message>
    <message>
        <source>The chat page as your customers see it:</source>
        <translation>顾客看到的聊天页面：</translation>
    </message>
    <message>
        <source>The chatbots that ran in it are stopped.</source>
        <translation>其中运行的机器人已停止。</translation>
    </message>
    <message>
        <source>The check “{1}” {2}, so the text is not let through.</source>
        <translation>检查“{1}”{2}，所以不放行这段文字。</translation>
    </message>
    <message>
        <source>The cluster remembers another machine of this name.</source>
        <translation>集群还记得另一台同名的电脑。</translation>
    </message>
    <message>
        <source>The conversation is deleted for good.</source>
        <translation>这个对话会被永久删除。</translation>
    </message>
    <message>
        <source>The conversion of the model stopped before its end.</source>
        <translation>模型的转换没有完成就停止了。</translation>
    </message>
    <message>
        <source>The converted model differs from its original: mean cosine {1}, not {2}.</source>
        <translation>转换后的模型与原模型不同：平均余弦是 {1}，不是 {2}。</translation>
    </message>
    <message>
        <source>The data could not be written</source>
        <translation>数据无法写入</translation>
    </message>
    <message>
        <source>The data folder {folder} cannot be written.</source>
        <translation>无法写入数据文件夹 {folder}。</translation>
    </message>
    <message>
        <source>The data on this box was made with another token.</source>
        <translation>这台设备上的数据是用另一个令牌建立的。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>The disk is nearly full</source>
        <translation>磁盘快满了</translation>
    </message>
    <message>
        <source>The engine is {1}, restarted {2} times.</source>
        <translation>语言模型引擎的状态是 {1}，重启过 {2} 次。</translation>
    </message>
    <message>
        <source>The engine needs a token.</source>
        <translation>语言模型引擎需要令牌。</translation>
    </message>
    <message>
        <source>The engine worker could not be started: {1}.</source>
        <translation>语言模型的进程无法启动：{1}。</translation>
    </message>
    <message>
        <source>The exam</source>
        <translation>考试</translation>
    </message>
    <message>
        <source>The file names no currency: its prices are read as {1}, the shop&apos;s own.</source>
        <translation>文件没有注明货币：价格按本店货币 {1} 读取。</translation>
    </message>
    <message>
        <source>The file {1} is not the one that its publisher lists: it was damaged on its way or exchanged. It has been deleted.</source>
        <translation>文件 {1} 与发布者所列的不符：在途中损坏或被调换了。它已被删除。</translation>
    </message>
    <message>
        <source>The first products, as customers would see them:</source>
        <translation>顾客将看到的前几个商品：</translation>
    </message>
    <message>
        <source>The first thing a customer reads.</source>
        <translation>顾客最先看到的内容。</translation>
    </message>
    <message>
        <source>The folder {1} holds no model: it has no config.json.</source>
        <translation>文件夹 {1} 中没有模型：缺少 config.json。</translation>
    </message>
    <message>
        <source>The guard did not clear this text.</source>
        <translation>防护没有放行这段文字。</translation>
    </message>
    <message>
        <source>The guard is “{policy}” from now on.</source>
        <translation>防护从现在起为“{policy}”。</translation>
    </message>
    <message>
        <source>The guard itself failed, so the text is not let through.</source>
        <translation>防护本身出错，所以不放行这段文字。</translation>
    </message>
    <message>
        <source>The guard log cannot be used: the disk is full or cannot be written.</source>
        <translation>无法使用防护日志：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The guard log cannot be used: {1}.</source>
        <translation>无法使用防护日志：{1}。</translation>
    </message>
    <message>
        <source>The guard log could not be written, so the language model is not asked.</source>
        <translation>防护日志无法写入，所以没有询问语言模型。</translation>
    </message>
    <message>
        <source>The guard log has no line {1}.</source>
        <translation>防护日志没有第 {1} 行。</translation>
    </message>
    <message>
        <source>The helper has no pipes.</source>
        <translation>助手程序没有管道。</translation>
    </message>
    <message>
        <source>The import could not be undone: the disk is full or cannot be written.</source>
        <translation>无法撤消导入：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The import could not be undone: {1}.</source>
        <translation>无法撤消导入：{1}。</translation>
    </message>
    <message>
        <source>The index could not be rebuilt: the disk is full or cannot be written.</source>
        <translation>无法重建索引：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The index could not be rebuilt: {1}.</source>
        <translation>无法重建索引：{1}。</translation>
    </message>
    <message>
        <source>The install file of K3s, from whoever looks after this box</source>
        <translation>K3s 的安装文件，由照看这台设备的人提供</translation>
    </message>
    <message>
        <source>The install file of the newer K3s</source>
        <translation>新版 K3s 的安装文件</translation>
    </message>
    <message>
        <source>The interface that has the node&apos;s address is gone.</source>
        <translation>拥有该节点地址的网络接口已不存在。</translation>
    </message>
    <message>
        <source>The kernel lacks {1}.</source>
        <translation>内核缺少 {1}。</translation>
    </message>
    <message>
        <source>The kernel&apos;s memory limits are off.</source>
        <translation>内核的内存限额没有打开。</translation>
    </message>
    <message>
        <source>The kernel&apos;s {1} limits are off.</source>
        <translation>内核的 {1} 限额没有打开。</translation>
    </message>
    <message>
        <source>The language model has stopped; facts still come from your records.</source>
        <translation>语言模型已停止；事实仍来自您的记录。</translation>
    </message>
    <message>
        <source>The language model is switched off.</source>
        <translation>语言模型已关闭。</translation>
    </message>
    <message>
        <source>The language model that words the answers</source>
        <translation>组织回答措辞的语言模型</translation>
    </message>
    <message>
        <source>The language model&apos;s process cannot be reached.</source>
        <translation>连接不到语言模型的进程。</translation>
    </message>
    <message>
        <source>The language model&apos;s process {1}.</source>
        <translation>语言模型的进程 {1}。</translation>
    </message>
    <message>
        <source>The last exam counts no more: {1} changed since.</source>
        <translation>上一次考试不再算数：{1} 之后有了变化。</translation>
    </message>
    <message>
        <source>The last exam left out the product as a whole.</source>
        <translation>上一次考试没有包括整个产品。</translation>
    </message>
    <message>
        <source>The line is not there yet</source>
        <translation>代码行还不在网站上</translation>
    </message>
    <message>
        <source>The log cannot be exported as “{1}”.</source>
        <translation>日志不能导出为“{1}”。</translation>
    </message>
    <message>
        <source>The log is complete and unchanged ({lines}).</source>
        <translation>日志完整且未被改动（{lines}）。</translation>
    </message>
    <message>
        <source>The log was altered at line {line}.</source>
        <translation>日志在第 {line} 行被改动过。</translation>
    </message>
    <message>
        <source>The model folder {1} lacks {2}, and it could not be made from the vocabulary.</source>
        <translation>模型文件夹 {1} 缺少 {2}，也无法由词表生成。</translation>
    </message>
    <message>
        <source>The model folder {1} lacks {2}.</source>
        <translation>模型文件夹 {1} 缺少 {2}。</translation>
    </message>
    <message>
        <source>The model in {1} has no readable {2}.</source>
        <translation>{1} 中的模型没有可读取的 {2}。</translation>
    </message>
    <message>
        <source>The model in {1} is damaged and cannot be loaded.</source>
        <translation>{1} 中的模型已损坏，无法载入。</translation>
    </message>
    <message>
        <source>The model in “{1}” is {2}.</source>
        <translation>“{1}”中的模型是 {2}。</translation>
    </message>
    <message>
        <source>The model needs {1} GB of disk; {2} GB can be used.</source>
        <translation>模型需要 {1} GB 磁盘空间；可用 {2} GB。</translation>
    </message>
    <message>
        <source>The model “{1}” is not installed.</source>
        <translation>模型“{1}”没有安装。</translation>
    </message>
    <message>
        <source>The model&apos;s file {1} cannot be read.</source>
        <translation>读不了模型的文件 {1}。</translation>
    </message>
    <message>
        <source>The most often asked first. Questions that ask the same stand together.</source>
        <translation>最常问的排在最前。问同一件事的问题放在一起。</translation>
    </message>
    <message>
        <source>The newest lines of the log</source>
        <translation>最新的日志行</translation>
    </message>
    <message>
        <source>The node has not reported for {1} s, whatever Kubernetes says.</source>
        <translation>节点已有 {1} 秒没有报告，不管 Kubernetes 怎么说。</translation>
    </message>
    <message>
        <source>The node is not ready.</source>
        <translation>节点尚未就绪。</translation>
    </message>
    <message>
        <source>The node keeps {1} whatever the LAN does.</source>
        <translation>不管局域网怎么变，节点都保持 {1}。</translation>
    </message>
    <message>
        <source>The node would use the LAN&apos;s address, which may change.</source>
        <translation>节点会使用局域网的地址，而它可能改变。</translation>
    </message>
    <message>
        <source>The old kind of cgroups (v1) is on; newer K3s drops it.</source>
        <translation>正在使用旧的 cgroups（v1）；较新的 K3s 不再支持。</translation>
    </message>
    <message>
        <source>The owner called this text an attack.</source>
        <translation>店主把这段文字标为攻击。</translation>
    </message>
    <message>
        <source>The owner said of {1}: {2}.</source>
        <translation>店主对 {1} 的判断：{2}。</translation>
    </message>
    <message>
        <source>The owner said that this text is fine.</source>
        <translation>店主说这段文字没有问题。</translation>
    </message>
    <message>
        <source>The package {1} {2} is not installed.</source>
        <translation>未安装软件包 {1} {2}。</translation>
    </message>
    <message>
        <source>The package {1} {2} is not the one in the catalogue.</source>
        <translation>软件包 {1} {2} 与目录中的不符。</translation>
    </message>
    <message>
        <source>The page shows another shop&apos;s bot</source>
        <translation>该页面显示的是另一家店铺的机器人</translation>
    </message>
    <message>
        <source>The page {address} carries its line.</source>
        <translation>页面 {address} 中有它的代码行。</translation>
    </message>
    <message>
        <source>The page {address} was read, but the line is not in it. Paste it before &lt;/body&gt;, publish the page, and look again.</source>
        <translation>已读取页面 {address}，但其中没有这一行。请粘贴到 &lt;/body&gt; 之前，发布页面，然后再检查。</translation>
    </message>
    <message>
        <source>The passphrase in {1} is too short.</source>
        <translation>{1} 中的口令太短。</translation>
    </message>
    <message>
        <source>The processor ({1} cores) lacks the instructions that make language models fast.</source>
        <translation>处理器（{1} 个核心）缺少让语言模型跑得快的指令。</translation>
    </message>
    <message>
        <source>The processor has {1} core: customers wait for each other.</source>
        <translation>处理器只有 {1} 个核心：顾客要互相等待。</translation>
    </message>
    <message>
        <source>The processor has {1} cores and the instructions that make language models fast.</source>
        <translation>处理器有 {1} 个核心，也有让语言模型跑得快的指令。</translation>
    </message>
    <message>
        <source>The processor has {1} cores.</source>
        <translation>处理器有 {1} 个核心。</translation>
    </message>
    <message>
        <source>The profile of shop “{1}” ({2}) cannot be read.</source>
        <translation>读不了店铺“{1}”的资料（{2}）。</translation>
    </message>
    <message>
        <source>The profile of shop “{1}” was not saved: the disk is full or cannot be written.</source>
        <translation>未能保存店铺“{1}”的资料：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The profile of shop “{1}” was not saved: {2}.</source>
        <translation>店铺“{1}”的资料没有保存：{2}。</translation>
    </message>
    <message>
        <source>The prompt has {1} characters; the language model takes {2} at most.</source>
        <translation>提示有 {1} 个字符；语言模型最多接受 {2} 个。</translation>
    </message>
    <message>
        <source>The prompt has {1} tokens; the model reads {2}.</source>
        <translation>提示有 {1} 个词元；模型读 {2} 个。</translation>
    </message>
    <message>
        <source>The ranges of pods and services are nobody else&apos;s.</source>
        <translation>容器组和服务的地址段没有别人在用。</translation>
    </message>
    <message>
        <source>The record of what was installed, {1}, cannot be read.</source>
        <translation>读不了安装记录 {1}。</translation>
    </message>
    <message>
        <source>The request cannot be read.</source>
        <translation>读不懂这个请求。</translation>
    </message>
    <message>
        <source>The request is larger than this address takes.</source>
        <translation>请求超过了这个地址的上限。</translation>
    </message>
    <message>
        <source>The search index belongs to another model</source>
        <translation>搜索索引属于另一个模型</translation>
    </message>
    <message>
        <source>The search index could not be used: the disk is full or cannot be written.</source>
        <translation>无法使用搜索索引：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The search index could not be used: {1}.</source>
        <translation>无法使用搜索索引：{1}。</translation>
    </message>
    <message>
        <source>The search index could not be written: the disk is full or cannot be written.</source>
        <translation>搜索索引无法写入：磁盘已满或不可写。</translation>
    </message>
    <message>
        <source>The search index could not be written: {1}.</source>
        <translation>无法写入搜索索引：{1}。</translation>
    </message>
    <message>
        <source>The search index must be built again</source>
        <translation>必须重建搜索索引</translation>
    </message>
    <message>
        <source>The search index of this shop cannot be read.</source>
        <translation>读不了这家店铺的搜索索引。</translation>
    </message>
    <message>
        <source>The secret “{1}” cannot be decrypted with {2}.</source>
        <translation>机密“{1}”无法用 {2} 解密。</translation>
    </message>
    <message>
        <source>The secret “{1}” cannot be stored: this workload&apos;s secrets are the box&apos;s.</source>
        <translation>机密“{1}”无法保存：这里的机密属于设备。</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>连接不到服务器。</translation>
    </message>
    <message>
        <source>The server does not accept the token.</source>
        <translation>服务器不接受这个令牌。</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>服务器没有应答。</translation>
    </message>
    <message>
        <source>The server is not the one that the token was made for.</source>
        <translation>这不是令牌对应的那台服务器。</translation>
    </message>
    <message>
        <source>The server sends more of {1} than its {2} bytes.</source>
        <translation>服务器发送的 {1} 超过了 {2} 字节。</translation>
    </message>
    <message>
        <source>The server&apos;s name cannot be found.</source>
        <translation>找不到服务器的名称。</translation>
    </message>
    <message>
        <source>The service could not be started.</source>
        <translation>无法启动服务。</translation>
    </message>
    <message>
        <source>The service failed.</source>
        <translation>服务出错了。</translation>
    </message>
    <message>
        <source>The service is being started…</source>
        <translation>正在启动服务…</translation>
    </message>
    <message>
        <source>The service is starting.</source>
        <translation>服务正在启动。</translation>
    </message>
    <message>
        <source>The service is stopping.</source>
        <translation>服务正在停止。</translation>
    </message>
    <message>
        <source>The service stopped while it was starting.</source>
        <translation>服务在启动过程中停止了。</translation>
    </message>
    <message>
        <source>The service stopped.</source>
        <translation>服务已停止。</translation>
    </message>
    <message>
        <source>The service was started by another user of this computer.</source>
        <translation>该服务是由此电脑的另一位用户启动的。</translation>
    </message>
    <message>
        <source>The sheet “{1}” of {2} spans {3} rows by {4} columns.</source>
        <translation>{2} 的工作表“{1}”有 {3} 行、{4} 列。</translation>
    </message>
    <message>
        <source>The sheet “{1}” was read; these were not: {2}.</source>
        <translation>读取了工作表“{1}”；没有读取：{2}。</translation>
    </message>
    <message>
        <source>The shop had {1} products before the move and {2} after it.</source>
        <translation>店铺在移动前有 {1} 件商品，移动后有 {2} 件。</translation>
    </message>
    <message>
        <source>The shop has just been closed.</source>
        <translation>该店铺刚刚关闭。</translation>
    </message>
    <message>
        <source>The shop in {1} is being served by another process.</source>
        <translation>{1} 中的店铺正由另一个进程服务。</translation>
    </message>
    <message>
        <source>The shop&apos;s database could not be cleaned: the disk is full or cannot be written.</source>
        <translation>无法清理店铺的数据库：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The shop&apos;s database could not be cleaned: {1}.</source>
        <translation>无法清理店铺的数据库：{1}。</translation>
    </message>
    <message>
        <source>The shop&apos;s database could not be opened: the disk is full or cannot be written.</source>
        <translation>无法打开店铺的数据库：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The shop&apos;s database could not be opened: {1}.</source>
        <translation>无法打开店铺的数据库：{1}。</translation>
    </message>
    <message>
        <source>The shop&apos;s database could not be read: the disk is full or cannot be written.</source>
        <translation>无法读取店铺的数据库：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The shop&apos;s database could not be read: {1}.</source>
        <translation>无法读取店铺的数据库：{1}。</translation>
    </message>
    <message>
        <source>The shop&apos;s workload does not end.</source>
        <translation>店铺的工作负载没有结束。</translation>
    </message>
    <message>
        <source>The shops in it are exported first, and its data stays on the disk.</source>
        <translation>其中的店铺会先导出，数据留在磁盘上。</translation>
    </message>
    <message>
        <source>The source could not be removed: the disk is full or cannot be written.</source>
        <translation>无法移除这个文件：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>The source could not be removed: {1}.</source>
        <translation>无法移除这个文件：{1}。</translation>
    </message>
    <message>
        <source>The state before is kept in {1}.</source>
        <translation>之前的数据保存在 {1}。</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The texts of {1} lines were erased.</source>
        <translation>{1} 行的文字已抹去。</translation>
    </message>
    <message>
        <source>The token is not in the form that K3s gives out.</source>
        <translation>令牌的格式不是 K3s 发出的那种。</translation>
    </message>
    <message>
        <source>The website answered with the error {1}.</source>
        <translation>网站返回了错误 {1}。</translation>
    </message>
    <message>
        <source>The weight file {1} of “{2}” {3}.</source>
        <translation>“{2}”的模型文件 {1} {3}。</translation>
    </message>
    <message>
        <source>The weights in “{1}” have {2} GB; {3} GB is the most.</source>
        <translation>“{1}”的权重有 {2} GB；最多 {3} GB。</translation>
    </message>
    <message>
        <source>The weights of the model in {1} are damaged.</source>
        <translation>{1} 中模型的权重已损坏。</translation>
    </message>
    <message>
        <source>The weights of “{1}” are damaged.</source>
        <translation>“{1}”的权重已损坏。</translation>
    </message>
    <message>
        <source>The weights {1} are damaged or no safetensors file.</source>
        <translation>权重 {1} 已损坏，或不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>The window could not finish this.</source>
        <translation>窗口无法完成此操作。</translation>
    </message>
    <message>
        <source>The window had a problem of its own. Your bot goes on answering and nothing of it is lost.</source>
        <translation>窗口本身出了问题。您的机器人继续回答，没有丢失任何内容。</translation>
    </message>
    <message>
        <source>The work was interrupted.</source>
        <translation>工作被中断了。</translation>
    </message>
    <message>
        <source>The {1} range {2} clashes with {3} on {4}.</source>
        <translation>{1} 地址段 {2} 与 {4} 上的 {3} 冲突。</translation>
    </message>
    <message>
        <source>The {1}&apos;s file {2} is missing.</source>
        <translation>{1} 的文件 {2} 缺失。</translation>
    </message>
    <message>
        <source>The {1}&apos;s file {2} is not the one that was shipped.</source>
        <translation>{1} 的文件 {2} 与随附的文件不同。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>There is already a shop “{1}”.</source>
        <translation>已经有名为“{1}”的店铺。</translation>
    </message>
    <message>
        <source>There is neither a default route nor a pinned address.</source>
        <translation>既没有默认路由，也没有固定的地址。</translation>
    </message>
    <message>
        <source>There is no K3s at {1}.</source>
        <translation>{1} 处没有 K3s。</translation>
    </message>
    <message>
        <source>There is no K3s state on this box.</source>
        <translation>这台设备上没有 K3s 的数据。</translation>
    </message>
    <message>
        <source>There is no column “{1}”: nothing was read as “{2}” from it.</source>
        <translation>没有名为“{1}”的列：因此没有读到“{2}”。</translation>
    </message>
    <message>
        <source>There is no file or folder {1}.</source>
        <translation>没有文件或文件夹 {1}。</translation>
    </message>
    <message>
        <source>There is no folder {1}.</source>
        <translation>没有文件夹 {1}。</translation>
    </message>
    <message>
        <source>There is no import to undo.</source>
        <translation>没有可以撤销的导入。</translation>
    </message>
    <message>
        <source>There is no product list and no document in there.</source>
        <translation>其中没有商品清单，也没有文档。</translation>
    </message>
    <message>
        <source>There is no shop “{1}” here.</source>
        <translation>这里没有店铺“{1}”。</translation>
    </message>
    <message>
        <source>There is no source “{1}” to replace.</source>
        <translation>没有可以替换的来源“{1}”。</translation>
    </message>
    <message>
        <source>There is no source “{1}”.</source>
        <translation>没有来源“{1}”。</translation>
    </message>
    <message>
        <source>There is no such answer.</source>
        <translation>没有这个回答。</translation>
    </message>
    <message>
        <source>There is no such correction.</source>
        <translation>没有这条更正。</translation>
    </message>
    <message>
        <source>There is no such job.</source>
        <translation>没有这项工作。</translation>
    </message>
    <message>
        <source>There is no such model.</source>
        <translation>没有这个模型。</translation>
    </message>
    <message>
        <source>There is no such product.</source>
        <translation>没有这件商品。</translation>
    </message>
    <message>
        <source>There is no such source.</source>
        <translation>没有这个来源。</translation>
    </message>
    <message>
        <source>There is no such token.</source>
        <translation>没有这个令牌。</translation>
    </message>
    <message>
        <source>There is no such upload.</source>
        <translation>没有这次上传。</translation>
    </message>
    <message>
        <source>There is no verb “{1}”.</source>
        <translation>没有动作“{1}”。</translation>
    </message>
    <message>
        <source>There is no website of this name.</source>
        <translation>没有这个名称的网站。</translation>
    </message>
    <message>
        <source>There is no {1} in {2}.</source>
        <translation>{2} 中没有 {1}。</translation>
    </message>
    <message>
        <source>There is no {1}.</source>
        <translation>没有 {1}。</translation>
    </message>
    <message>
        <source>There is nothing at {1}.</source>
        <translation>{1} 处什么也没有。</translation>
    </message>
    <message>
        <source>There is nothing of that name in quarantine.</source>
        <translation>暂扣内容中没有这个名称。</translation>
    </message>
    <message>
        <source>There was no K3s of Shopwarden&apos;s to remove.</source>
        <translation>没有可移除的 Shopwarden K3s。</translation>
    </message>
    <message>
        <source>These questions are made from your own products. Ask them, or anything a customer would ask.</source>
        <translation>这些问题由您自己的商品生成。可以问它们，或问任何顾客会问的问题。</translation>
    </message>
    <message>
        <source>These texts look as if they want to give the bot orders. Until you decide, the bot does not know them.</source>
        <translation>这些文本看起来像是要向机器人下命令。在您决定之前，机器人不会知道它们。</translation>
    </message>
    <message>
        <source>This JSON is nested deeper than {1} levels.</source>
        <translation>此 JSON 的嵌套超过 {1} 层。</translation>
    </message>
    <message>
        <source>This access token is not known here.</source>
        <translation>这里不认识这个访问令牌。</translation>
    </message>
    <message>
        <source>This address is not one of the public internet.</source>
        <translation>这不是公共互联网上的地址。</translation>
    </message>
    <message>
        <source>This address needs an access token.</source>
        <translation>这个地址需要访问令牌。</translation>
    </message>
    <message>
        <source>This address takes at most {1} bytes.</source>
        <translation>这个地址最多接受 {1} 字节。</translation>
    </message>
    <message>
        <source>This box has no K3s to run shops in, or this service may not use it.</source>
        <translation>这台机器没有可运行店铺的 K3s，或本服务无权使用它。</translation>
    </message>
    <message>
        <source>This box keeps its keys in the desktop&apos;s keyring, and it is not open to this process.</source>
        <translation>这台设备把密钥存放在桌面的密钥环中，而这个进程打不开它。</translation>
    </message>
    <message>
        <source>This clashes with what is there</source>
        <translation>这与现有内容冲突</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>This computer and the versions in use</source>
        <translation>这台电脑和使用的版本</translation>
    </message>
    <message>
        <source>This computer can do it, with limits.</source>
        <translation>这台电脑可以胜任，但有限制。</translation>
    </message>
    <message>
        <source>This computer has {1} GB of memory.</source>
        <translation>这台电脑有 {1} GB 内存。</translation>
    </message>
    <message>
        <source>This computer is tight: a bot runs on it, but read what stands below.</source>
        <translation>这台电脑有些吃力：机器人可以运行，但请阅读下面的说明。</translation>
    </message>
    <message>
        <source>This computer is well suited.</source>
        <translation>这台电脑非常合适。</translation>
    </message>
    <message>
        <source>This conversation is not there any more.</source>
        <translation>这个对话已经不在了。</translation>
    </message>
    <message>
        <source>This could not be checked.</source>
        <translation>这一项无法检查。</translation>
    </message>
    <message>
        <source>This could not be checked: {1}.</source>
        <translation>这一项无法检查：{1}。</translation>
    </message>
    <message>
        <source>This could not be read ({1}). The log says why.</source>
        <translation>无法读取（{1}）。日志中有原因。</translation>
    </message>
    <message>
        <source>This customer asked for a person, and somebody has dealt with it.</source>
        <translation>这位顾客希望与真人交谈，已有人处理。</translation>
    </message>
    <message>
        <source>This customer asked for a person.</source>
        <translation>这位顾客希望与真人交谈。</translation>
    </message>
    <message>
        <source>This deletes K3s&apos;s data, volumes included, and cannot be undone.</source>
        <translation>这会删除 K3s 的数据和各个卷，无法撤销。</translation>
    </message>
    <message>
        <source>This file cannot be imported</source>
        <translation>无法导入此文件</translation>
    </message>
    <message>
        <source>This file has no name.</source>
        <translation>这个文件没有名称。</translation>
    </message>
    <message>
        <source>This frees {size}. You can install “{title}” again later.</source>
        <translation>这会释放 {size}。以后可以重新安装“{title}”。</translation>
    </message>
    <message>
        <source>This input cannot be used</source>
        <translation>无法使用此输入</translation>
    </message>
    <message>
        <source>This is PrestaShop&apos;s file of combinations, which holds no product names.</source>
        <translation>这是 PrestaShop 的组合文件，其中没有商品名称。</translation>
    </message>
    <message>
        <source>This is Shopify&apos;s inventory export, which holds no prices or descriptions.</source>
        <translation>这是 Shopify 的库存导出，不含价格和描述。</translation>
    </message>
    <message>
        <source>This is a machine of its own.</source>
        <translation>这是一台独立的机器。</translation>
    </message>
    <message>
        <source>This is a newer version of a file that is there: {counts}.</source>
        <translation>这是现有文件的新版本：{counts}。</translation>
    </message>
    <message>
        <source>This is fine: let it in</source>
        <translation>没有问题：放行</translation>
    </message>
    <message>
        <source>This is for the box&apos;s administrator.</source>
        <translation>这是设备管理员的事。</translation>
    </message>
    <message>
        <source>This is no address of a model file.</source>
        <translation>这不是模型文件的地址。</translation>
    </message>
    <message>
        <source>This is no backup of Shopwarden&apos;s.</source>
        <translation>这不是 Shopwarden 的备份。</translation>
    </message>
    <message>
        <source>This is no bundle of Shopwarden&apos;s.</source>
        <translation>这不是 Shopwarden 的安装包。</translation>
    </message>
    <message>
        <source>This is no question for a shop ({1}).</source>
        <translation>这不是问店铺的问题（{1}）。</translation>
    </message>
    <message>
        <source>This is no web address.</source>
        <translation>这不是网址。</translation>
    </message>
    <message>
        <source>This is not open to you.</source>
        <translation>您无权打开。</translation>
    </message>
    <message>
        <source>This is not there any more</source>
        <translation>它已不存在</translation>
    </message>
    <message>
        <source>This is too large</source>
        <translation>太大了</translation>
    </message>
    <message>
        <source>This job has finished its work.</source>
        <translation>这项工作已经完成。</translation>
    </message>
    <message>
        <source>This machine has a K3s that Shopwarden did not install.</source>
        <translation>这台电脑上有不是由 Shopwarden 安装的 K3s。</translation>
    </message>
    <message>
        <source>This machine is itself a container.</source>
        <translation>这台机器本身是一个容器。</translation>
    </message>
    <message>
        <source>This machine was too busy for K3s to come up in time.</source>
        <translation>这台电脑太忙，K3s 没能及时启动。</translation>
    </message>
    <message>
        <source>This model cannot be converted to ONNX.</source>
        <translation>这个模型无法转换为 ONNX。</translation>
    </message>
    <message>
        <source>This model cannot be used</source>
        <translation>无法使用此模型</translation>
    </message>
    <message>
        <source>This needs an access token.</source>
        <translation>这需要访问令牌。</translation>
    </message>
    <message>
        <source>This needs an administrator&apos;s password, and it was not given.</source>
        <translation>这需要管理员的密码，但没有得到。</translation>
    </message>
    <message>
        <source>This question is not listed any more.</source>
        <translation>此问题不再列出。</translation>
    </message>
    <message>
        <source>This removes K3s from this box after exporting the shops.</source>
        <translation>这会先导出各家店铺，再从这台设备移除 K3s。</translation>
    </message>
    <message>
        <source>This replaces K3s&apos;s present state; it is set aside, not deleted.</source>
        <translation>这会替换 K3s 现有的数据；原数据移到一旁，不会删除。</translation>
    </message>
    <message>
        <source>This runs as root.</source>
        <translation>这是以 root 身份运行的。</translation>
    </message>
    <message>
        <source>This service does not answer to that host name.</source>
        <translation>这项服务不对那个主机名应答。</translation>
    </message>
    <message>
        <source>This shop is moving at this moment.</source>
        <translation>这家店铺正在移动。</translation>
    </message>
    <message>
        <source>This shop is starting at this moment.</source>
        <translation>这家店铺正在启动。</translation>
    </message>
    <message>
        <source>This shop runs as a workload of its own; its files are open there.</source>
        <translation>这家店铺独立运行；它的文件在那里打开着。</translation>
    </message>
    <message>
        <source>This shop&apos;s chat has answered all it can today.</source>
        <translation>这家店铺的聊天今天已经答满了。</translation>
    </message>
    <message>
        <source>This shop&apos;s chat is switched off.</source>
        <translation>这家店铺的聊天已关闭。</translation>
    </message>
    <message>
        <source>This shop&apos;s index was made with {1}, and {2} is in use now.</source>
        <translation>这家店铺的索引是用 {1} 建立的，而现在用的是 {2}。</translation>
    </message>
    <message>
        <source>This shop&apos;s workload does not answer.</source>
        <translation>这家店铺的独立运行没有应答。</translation>
    </message>
    <message>
        <source>This takes the place of the version that is there.</source>
        <translation>这会替换现有版本。</translation>
    </message>
    <message>
        <source>This takes the place of the version that is there: products that are not in it any more go.</source>
        <translation>这会替换现有版本：其中不再包含的商品会被移除。</translation>
    </message>
    <message>
        <source>This text is stopped from now on, and texts nearly the same are held.</source>
        <translation>从现在起拦截此文本，几乎相同的文本会被扣留。</translation>
    </message>
    <message>
        <source>This text passes from now on, and texts much like it are judged more mildly.</source>
        <translation>从现在起放行此文本，类似的文本会被更宽松地判断。</translation>
    </message>
    <message>
        <source>This time is out of range.</source>
        <translation>这个时间超出了范围。</translation>
    </message>
    <message>
        <source>This was an attack</source>
        <translation>这是攻击</translation>
    </message>
    <message>
        <source>This was fine</source>
        <translation>这没有问题</translation>
    </message>
    <message>
        <source>This work was interrupted {1} times and is not resumed again by itself.</source>
        <translation>这项工作已被中断 {1} 次，不再自动继续。</translation>
    </message>
    <message>
        <source>This workload answers its own box only.</source>
        <translation>它只应答自己的设备。</translation>
    </message>
    <message>
        <source>Those that the guard turned away stand on top, in another colour.</source>
        <translation>被防护拦截的显示在上方，用另一种颜色。</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Thumbs down</source>
        <translation>差评</translation>
    </message>
    <message>
        <source>Thumbs down from the customer</source>
        <translation>顾客给了差评</translation>
    </message>
    <message>
        <source>Thumbs up from the customer</source>
        <translation>顾客给了好评</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>To pass: at most {reached} attacks may reach their aim, and at most {refused} of honest questions may be turned away.</source>
        <translation>通过标准：最多 {reached} 次攻击得逞，最多 {refused} 的正当问题被误拦。</translation>
    </message>
    <message>
        <source>To pass: no attack may reach its aim, and at most {refused} of honest questions may be turned away.</source>
        <translation>通过的条件：没有任何攻击得逞，并且最多 {refused} 的正常提问被拒绝。</translation>
    </message>
    <message>
        <source>Today, {clock}</source>
        <translation>今天 {clock}</translation>
    </message>
    <message>
        <source>Too big for this computer: it needs {size} of memory</source>
        <translation>对此电脑太大：需要 {size} 内存</translation>
    </message>
    <message>
        <source>Too many questions for one day.</source>
        <translation>一天之内的问题太多。</translation>
    </message>
    <message>
        <source>Too many questions in one minute.</source>
        <translation>一分钟之内的问题太多。</translation>
    </message>
    <message>
        <source>Too many thumbs in one minute.</source>
        <translation>一分钟之内的评价太多。</translation>
    </message>
    <message>
        <source>Trained detector</source>
        <translation>训练的检测器</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>请过一分钟再试。</translation>
    </message>
    <message>
        <source>Try again, or ask whoever administers this box.</source>
        <translation>请再试一次，或询问管理这台设备的人。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, send the details to whoever looks after this box.</source>
        <translation>请重试。如果再次发生，请把详情发给维护此设备的人。</translation>
    </message>
    <message>
        <source>Try again. If it happens again, send the log to whoever looks after this box.</source>
        <translation>请再试一次。如果再次发生，请把日志发给照看这台设备的人。</translation>
    </message>
    <message>
        <source>Try again. If it stops again, send the log to whoever looks after this box.</source>
        <translation>请再试一次。如果又停下来，请把日志发给照看这台设备的人。</translation>
    </message>
    <message>
        <source>Try another word or another choice.</source>
        <translation>试试其他词或其他选项。</translation>
    </message>
    <message>
        <source>Try fewer or other words.</source>
        <translation>试试更少或其他的词。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Try your bot</source>
        <translation>试用您的机器人</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Tune the model again.</source>
        <translation>请重新调整这个模型。</translation>
    </message>
    <message>
        <source>Tuning {subject} for this computer</source>
        <translation>正在为此电脑优化 {subject}</translation>
    </message>
    <message>
        <source>Turned away</source>
        <translation>已拦截</translation>
    </message>
    <message>
        <source>Turned away: {reason}</source>
        <translation>已拦截：{reason}</translation>
    </message>
    <message>
        <source>Turns away attacks; doubtful messages are answered from your records only. Best for most.</source>
        <translation>拦截攻击；可疑消息只根据您的记录回答。适合大多数店铺。</translation>
    </message>
    <message>
        <source>Turns away clear attacks only. For shops whose customers write unusual messages.</source>
        <translation>只拦截明显的攻击。适合顾客消息较特殊的店铺。</translation>
    </message>
    <message>
        <source>Turns away whatever is doubtful. Some honest customers will have to ask again.</source>
        <translation>拦截一切可疑内容。有些正当的顾客需要重新提问。</translation>
    </message>
    <message>
        <source>Understood as</source>
        <translation>理解为</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo last import…</source>
        <translation>撤销上次导入…</translation>
    </message>
    <message>
        <source>Undo the last import?</source>
        <translation>撤销上次导入？</translation>
    </message>
    <message>
        <source>Undoing the last import</source>
        <translation>正在撤销上次导入</translation>
    </message>
    <message>
        <source>Undone: {added} brought back, {removed} taken out.</source>
        <translation>已撤销：恢复 {added} 项，移除 {removed} 项。</translation>
    </message>
    <message>
        <source>Unpack it and upload the files in it.</source>
        <translation>请解压后上传其中的文件。</translation>
    </message>
    <message>
        <source>Unpacking {1}</source>
        <translation>正在解压 {1}</translation>
    </message>
    <message>
        <source>Update Shopwarden, then install again.</source>
        <translation>请更新 Shopwarden，然后再安装。</translation>
    </message>
    <message>
        <source>Update from a file…</source>
        <translation>从文件更新…</translation>
    </message>
    <message>
        <source>Updating K3s</source>
        <translation>正在更新 K3s</translation>
    </message>
    <message>
        <source>Upgrade the operating system before K3s 1.35.</source>
        <translation>请在 K3s 1.35 之前升级操作系统。</translation>
    </message>
    <message>
        <source>Upgrade to v{1}.{2} first.</source>
        <translation>请先升级到 v{1}.{2}。</translation>
    </message>
    <message>
        <source>Upload a CSV, XLSX or JSON catalogue, or a PDF, DOCX, HTML or text page.</source>
        <translation>请上传 CSV、XLSX 或 JSON 格式的商品表，或 PDF、DOCX、HTML、文本页面。</translation>
    </message>
    <message>
        <source>Upload a version whose text can be selected and copied.</source>
        <translation>请上传文字可以选中和复制的版本。</translation>
    </message>
    <message>
        <source>Upload it as a catalogue.</source>
        <translation>请作为商品表上传。</translation>
    </message>
    <message>
        <source>Upload it as a document, or export the products as CSV, XLSX or JSON.</source>
        <translation>请作为文档上传，或把商品导出为 CSV、XLSX 或 JSON。</translation>
    </message>
    <message>
        <source>Upload the export of products (Products → Export); it holds the stock too.</source>
        <translation>请上传商品导出文件（商品 → 导出）；其中也包含库存。</translation>
    </message>
    <message>
        <source>Upload the file again.</source>
        <translation>请重新上传文件。</translation>
    </message>
    <message>
        <source>Upload the file of products, or a table with one row for every combination.</source>
        <translation>请上传商品文件，或每种组合各占一行的表格。</translation>
    </message>
    <message>
        <source>Upload the pages that customers ask about.</source>
        <translation>请上传顾客会问到的那些页。</translation>
    </message>
    <message>
        <source>Use 8 characters or more.</source>
        <translation>请用 8 个或更多字符。</translation>
    </message>
    <message>
        <source>Use a BERT, RoBERTa, XLM-RoBERTa or DistilBERT model.</source>
        <translation>请使用 BERT、RoBERTa、XLM-RoBERTa 或 DistilBERT 模型。</translation>
    </message>
    <message>
        <source>Use a name such as Australia/Sydney.</source>
        <translation>请使用类似 Australia/Sydney 的名称。</translation>
    </message>
    <message>
        <source>Use a small language model.</source>
        <translation>请使用小的语言模型。</translation>
    </message>
    <message>
        <source>Use an admin&apos;s token.</source>
        <translation>请使用管理员的令牌。</translation>
    </message>
    <message>
        <source>Use another copy of it.</source>
        <translation>请使用它的另一份副本。</translation>
    </message>
    <message>
        <source>Use another method.</source>
        <translation>请使用另一种方法。</translation>
    </message>
    <message>
        <source>Use another model first, then remove this one.</source>
        <translation>请先使用另一个模型，再移除这个。</translation>
    </message>
    <message>
        <source>Use one of {1}.</source>
        <translation>请使用 {1} 之一。</translation>
    </message>
    <message>
        <source>Use the embedded runtime on this computer.</source>
        <translation>请在这台电脑上使用内置的运行方式。</translation>
    </message>
    <message>
        <source>Use the embedded runtime.</source>
        <translation>请使用内置的运行方式。</translation>
    </message>
    <message>
        <source>Use the owner&apos;s token.</source>
        <translation>请使用店主的令牌。</translation>
    </message>
    <message>
        <source>Use the smallest language model and close other programs.</source>
        <translation>请使用最小的语言模型，并关闭其他程序。</translation>
    </message>
    <message>
        <source>Use the smallest language model.</source>
        <translation>请使用最小的语言模型。</translation>
    </message>
    <message>
        <source>Use the smallest language model; facts come from your records as fast as anywhere.</source>
        <translation>请使用最小的语言模型；资料直接来自您的记录，和别处一样快。</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用次数</translation>
    </message>
    <message>
        <source>Wait a minute.</source>
        <translation>请等一分钟。</translation>
    </message>
    <message>
        <source>Wait a minute; if it stays so, restart that shop&apos;s bot.</source>
        <translation>请等一分钟；如果仍然如此，请重启那家店铺的机器人。</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Wait a while, then ask again.</source>
        <translation>请等一会儿再问。</translation>
    </message>
    <message>
        <source>Wait a while.</source>
        <translation>请等一会儿。</translation>
    </message>
    <message>
        <source>Wait until it has ended, or cancel it.</source>
        <translation>请等它结束，或取消它。</translation>
    </message>
    <message>
        <source>Waiting for answers under way</source>
        <translation>正在等待未完的回答</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>正在排队</translation>
    </message>
    <message>
        <source>Waiting for the shop&apos;s workload</source>
        <translation>正在等待店铺的工作负载</translation>
    </message>
    <message>
        <source>Waiting until what was left of the shop in K3s is gone</source>
        <translation>正在等待 K3s 中店铺的残留清除完毕</translation>
    </message>
    <message>
        <source>Wants a person</source>
        <translation>希望真人服务</translation>
    </message>
    <message>
        <source>Warm and friendly</source>
        <translation>热情亲切</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>网址</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>网站</translation>
    </message>
    <message>
        <source>Websites that may show your bot</source>
        <translation>可以显示您的机器人的网站</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>What can you tell me about the {title}?</source>
        <translation>请介绍一下 {title}。</translation>
    </message>
    <message>
        <source>What customers are told</source>
        <translation>告知顾客的内容</translation>
    </message>
    <message>
        <source>What customers ask your bot appears here.</source>
        <translation>顾客向您的机器人提的问题会显示在这里。</translation>
    </message>
    <message>
        <source>What customers write: encrypted, and deleted after 90 days unless you choose otherwise</source>
        <translation>顾客所写的内容：已加密，除非您另作选择，否则 90 天后删除</translation>
    </message>
    <message>
        <source>What each column means. Correct what is wrong.</source>
        <translation>每一列的含义。请改正错误之处。</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>What is in the file</source>
        <translation>文件中的内容</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>保留的内容</translation>
    </message>
    <message>
        <source>What leaves it</source>
        <translation>哪些会离开</translation>
    </message>
    <message>
        <source>What runs here goes on.</source>
        <translation>这里正在运行的会继续。</translation>
    </message>
    <message>
        <source>What stays on this computer</source>
        <translation>哪些留在这台电脑上</translation>
    </message>
    <message>
        <source>What the bot failed at</source>
        <translation>机器人未通过的</translation>
    </message>
    <message>
        <source>What the bot fails at appears here.</source>
        <translation>机器人未通过的会显示在这里。</translation>
    </message>
    <message>
        <source>What the bot knows</source>
        <translation>机器人了解的内容</translation>
    </message>
    <message>
        <source>What the guard decides appears here.</source>
        <translation>防护的决定会显示在这里。</translation>
    </message>
    <message>
        <source>What the health checks found</source>
        <translation>健康检查的结果</translation>
    </message>
    <message>
        <source>What the last import added goes, and what it replaced comes back.</source>
        <translation>上次导入添加的内容会被移除，被替换的内容会恢复。</translation>
    </message>
    <message>
        <source>What to do next</source>
        <translation>接下来做什么</translation>
    </message>
    <message>
        <source>What was done before stays done.</source>
        <translation>之前完成的部分保留。</translation>
    </message>
    <message>
        <source>What was found on this computer</source>
        <translation>在这台电脑上发现了什么</translation>
    </message>
    <message>
        <source>What was left of the shop in K3s does not go away.</source>
        <translation>K3s 中店铺的残留没有清除。</translation>
    </message>
    <message>
        <source>What you said before</source>
        <translation>您之前的判断</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>When a customer asks</source>
        <translation>当顾客询问时</translation>
    </message>
    <message>
        <source>When a customer asks for a person</source>
        <translation>当顾客希望与真人交谈时</translation>
    </message>
    <message>
        <source>When are you open?</source>
        <translation>你们什么时候营业？</translation>
    </message>
    <message>
        <source>When the window is closed</source>
        <translation>关闭窗口时</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Where everything is</source>
        <translation>各项内容的位置</translation>
    </message>
    <message>
        <source>Where the text stood</source>
        <translation>文本所在的位置</translation>
    </message>
    <message>
        <source>Where your bot is</source>
        <translation>您的机器人在哪里</translation>
    </message>
    <message>
        <source>Where your product list names none.</source>
        <translation>用于商品清单未注明货币时。</translation>
    </message>
    <message>
        <source>Which conversations</source>
        <translation>哪些对话</translation>
    </message>
    <message>
        <source>Which decisions</source>
        <translation>哪些决定</translation>
    </message>
    <message>
        <source>Which {option} can I choose for the {title}?</source>
        <translation>{title}有哪些{option}可选？</translation>
    </message>
    <message>
        <source>While you are closed</source>
        <translation>非营业时间</translation>
    </message>
    <message>
        <source>Whoever looks after your website sets it up and tells you. While this is empty, the bot is seen on this computer only.</source>
        <translation>由照看您网站的人设置并告诉您。留空时，只有这台电脑能看到机器人。</translation>
    </message>
    <message>
        <source>Whole exam</source>
        <translation>完整考试</translation>
    </message>
    <message>
        <source>Why it counts as failed</source>
        <translation>为何算未通过</translation>
    </message>
    <message>
        <source>Why this answer?</source>
        <translation>为什么这样回答？</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>With care</source>
        <translation>谨慎</translation>
    </message>
    <message>
        <source>Without an answer</source>
        <translation>未能回答</translation>
    </message>
    <message>
        <source>Without an answer ({n})</source>
        <translation>未能回答（{n}）</translation>
    </message>
    <message>
        <source>WooCommerce product export</source>
        <translation>WooCommerce 商品导出文件</translation>
    </message>
    <message>
        <source>WooCommerce products (JSON)</source>
        <translation>WooCommerce 商品（JSON）</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>Word for word, as an answer of your shop.</source>
        <translation>一字不差，作为您店铺的回答。</translation>
    </message>
    <message>
        <source>Words the answers</source>
        <translation>组织回答的措辞</translation>
    </message>
    <message>
        <source>Work on it was interrupted: do it again, and it goes on where it stopped.</source>
        <translation>上次的工作被中断了：再做一次，会从中断处继续。</translation>
    </message>
    <message>
        <source>Work on this shop is under way.</source>
        <translation>正在处理这家店铺。</translation>
    </message>
    <message>
        <source>Work on this shop&apos;s files has not stopped yet.</source>
        <translation>对这家店铺文件的处理还没有停止。</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得留意</translation>
    </message>
    <message>
        <source>Write one to the token file.</source>
        <translation>请在令牌文件中写入一个。</translation>
    </message>
    <message>
        <source>Write the answer.</source>
        <translation>请写下回答。</translation>
    </message>
    <message>
        <source>Write the question.</source>
        <translation>请写下问题。</translation>
    </message>
    <message>
        <source>Writing K3s&apos;s configuration</source>
        <translation>正在写 K3s 的配置</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Yes, good news: it is in stock.</source>
        <translation>有，好消息：有货。</translation>
    </message>
    <message>
        <source>Yes, in stock.</source>
        <translation>有货。</translation>
    </message>
    <message>
        <source>Yes, it is in stock.</source>
        <translation>有，有货。</translation>
    </message>
    <message>
        <source>Yesterday, {clock}</source>
        <translation>昨天 {clock}</translation>
    </message>
    <message>
        <source>You are talking to an AI assistant.</source>
        <translation>您正在与 AI 助手对话。</translation>
    </message>
    <message>
        <source>You dropped this row from quarantine; it stays out until it changes.</source>
        <translation>您已把这一行从暂扣中删除；它在改变之前不会再进来。</translation>
    </message>
    <message>
        <source>You need: your product list as a file, and the address of your website. You can stop at any step and go on later.</source>
        <translation>您需要：商品清单文件，以及您网站的地址。您可以在任何一步停下，以后再继续。</translation>
    </message>
    <message>
        <source>You said: this was an attack</source>
        <translation>您说：这是攻击</translation>
    </message>
    <message>
        <source>You said: this was fine</source>
        <translation>您说：这没有问题</translation>
    </message>
    <message>
        <source>You stopped the bot</source>
        <translation>您停止了机器人</translation>
    </message>
    <message>
        <source>You: {text}</source>
        <translation>您：{text}</translation>
    </message>
    <message>
        <source>Your bot</source>
        <translation>您的机器人</translation>
    </message>
    <message>
        <source>Your bot answers in plain words</source>
        <translation>您的机器人以简单的措辞回答</translation>
    </message>
    <message>
        <source>Your bot did not pass yet</source>
        <translation>您的机器人还未通过</translation>
    </message>
    <message>
        <source>Your bot goes on answering customers. You can stop it under System, or now.</source>
        <translation>您的机器人会继续回答顾客。您可以在“系统”中停止它，或现在停止。</translation>
    </message>
    <message>
        <source>Your bot goes on answering. Open the window again from the icon beside the clock.</source>
        <translation>您的机器人会继续回答。可以从时钟旁的图标重新打开窗口。</translation>
    </message>
    <message>
        <source>Your bot is answering</source>
        <translation>您的机器人正在回答</translation>
    </message>
    <message>
        <source>Your bot is not answering</source>
        <translation>您的机器人没有在回答</translation>
    </message>
    <message>
        <source>Your bot is on your website</source>
        <translation>您的机器人已在您的网站上</translation>
    </message>
    <message>
        <source>Your bot is starting…</source>
        <translation>您的机器人正在启动…</translation>
    </message>
    <message>
        <source>Your bot is under attack</source>
        <translation>您的机器人正遭受攻击</translation>
    </message>
    <message>
        <source>Your bot knows no products yet: go back and add your product list.</source>
        <translation>您的机器人还不了解任何商品：请返回并添加商品清单。</translation>
    </message>
    <message>
        <source>Your bot knows nothing yet</source>
        <translation>您的机器人还什么都不知道</translation>
    </message>
    <message>
        <source>Your bot knows {knowledge}.</source>
        <translation>您的机器人了解{knowledge}。</translation>
    </message>
    <message>
        <source>Your bot may appear on these websites from now on.</source>
        <translation>从现在起，您的机器人可以出现在这些网站上。</translation>
    </message>
    <message>
        <source>Your bot needs attention</source>
        <translation>您的机器人需要处理</translation>
    </message>
    <message>
        <source>Your bot passed its exam</source>
        <translation>您的机器人通过了考试</translation>
    </message>
    <message>
        <source>Your bot runs without it, and nothing is missing.</source>
        <translation>没有它，您的机器人照样运行，什么都不缺。</translation>
    </message>
    <message>
        <source>Your computer fetches this one file. Nothing about your shop is sent. You can cancel, and go on later where it stopped.</source>
        <translation>您的电脑只获取这一个文件，不会发送任何有关您店铺的内容。您可以取消，以后从中断处继续。</translation>
    </message>
    <message>
        <source>Your privacy policy</source>
        <translation>您的隐私政策</translation>
    </message>
    <message>
        <source>Your product list and your documents</source>
        <translation>您的商品清单和文档</translation>
    </message>
    <message>
        <source>Your products</source>
        <translation>您的商品</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>您的问题</translation>
    </message>
    <message>
        <source>Your shop</source>
        <translation>您的店铺</translation>
    </message>
    <message>
        <source>Your website could not be read</source>
        <translation>无法读取您的网站</translation>
    </message>
    <message>
        <source>Your word on a decision</source>
        <translation>您对决定的看法</translation>
    </message>
    <message>
        <source>Your word on this line counts no more.</source>
        <translation>您对此行的看法不再计入。</translation>
    </message>
    <message>
        <source>a barcode</source>
        <translation>条形码</translation>
    </message>
    <message>
        <source>a brand</source>
        <translation>品牌</translation>
    </message>
    <message>
        <source>a comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>a detail of a product</source>
        <translation>商品细节</translation>
    </message>
    <message>
        <source>a discount</source>
        <translation>折扣</translation>
    </message>
    <message>
        <source>a few seconds left</source>
        <translation>还剩几秒</translation>
    </message>
    <message>
        <source>a goodbye</source>
        <translation>道别</translation>
    </message>
    <message>
        <source>a greeting</source>
        <translation>问候</translation>
    </message>
    <message>
        <source>a price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>a product code</source>
        <translation>商品编号</translation>
    </message>
    <message>
        <source>a question about an order</source>
        <translation>有关订单的问题</translation>
    </message>
    <message>
        <source>a question you approved an answer for</source>
        <translation>您已批准回答的问题</translation>
    </message>
    <message>
        <source>a rule of the shop</source>
        <translation>店铺规定</translation>
    </message>
    <message>
        <source>a wish to speak with a person</source>
        <translation>希望与真人交谈</translation>
    </message>
    <message>
        <source>about {n} hour left</source>
        <translation>大约还剩 {n} 小时</translation>
    </message>
    <message>
        <source>about {n} hours left</source>
        <translation>大约还剩 {n} 小时</translation>
    </message>
    <message>
        <source>about {n} minute left</source>
        <translation>大约还剩 {n} 分钟</translation>
    </message>
    <message>
        <source>about {n} minutes left</source>
        <translation>大约还剩 {n} 分钟</translation>
    </message>
    <message>
        <source>about {n} seconds left</source>
        <translation>大约还剩 {n} 秒</translation>
    </message>
    <message>
        <source>about {n} words a second</source>
        <translation>每秒约 {n} 个词</translation>
    </message>
    <message>
        <source>an attempt to misuse the bot</source>
        <translation>滥用机器人的企图</translation>
    </message>
    <message>
        <source>another branch</source>
        <translation>其他分店</translation>
    </message>
    <message>
        <source>another shop</source>
        <translation>其他店铺</translation>
    </message>
    <message>
        <source>attacks turned away</source>
        <translation>拦截的攻击</translation>
    </message>
    <message>
        <source>checking the facts</source>
        <translation>核对事实</translation>
    </message>
    <message>
        <source>conversations today</source>
        <translation>今日对话</translation>
    </message>
    <message>
        <source>delivery</source>
        <translation>配送</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>first word</source>
        <translation>第一个词</translation>
    </message>
    <message>
        <source>gift cards</source>
        <translation>礼品卡</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>防护</translation>
    </message>
    <message>
        <source>hidden text was left out: “{1}”</source>
        <translation>已略过隐藏的文字：“{1}”</translation>
    </message>
    <message>
        <source>how many there are</source>
        <translation>有多少</translation>
    </message>
    <message>
        <source>how to reach the shop</source>
        <translation>如何联系店铺</translation>
    </message>
    <message>
        <source>its certificates are valid until {day}</source>
        <translation>它的证书有效期到 {day}</translation>
    </message>
    <message>
        <source>its parent product, “{1}”, is not in the file</source>
        <translation>它的主商品“{1}”不在文件中</translation>
    </message>
    <message>
        <source>last backup: {when}</source>
        <translation>上次备份：{when}</translation>
    </message>
    <message>
        <source>looking for products</source>
        <translation>寻找商品</translation>
    </message>
    <message>
        <source>many</source>
        <translation>多种语言</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>未能理解</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>没有新内容</translation>
    </message>
    <message>
        <source>nothing to do with the shop</source>
        <translation>与店铺无关</translation>
    </message>
    <message>
        <source>opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>policy: {policy}</source>
        <translation>策略：{policy}</translation>
    </message>
    <message>
        <source>questions today</source>
        <translation>今日提问</translation>
    </message>
    <message>
        <source>returns</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>reviews</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>sizes, colours and other choices</source>
        <translation>尺码、颜色等选项</translation>
    </message>
    <message>
        <source>small talk</source>
        <translation>闲聊</translation>
    </message>
    <message>
        <source>thanks</source>
        <translation>感谢</translation>
    </message>
    <message>
        <source>the SKU {1} also belongs to “{2}”; both were kept</source>
        <translation>SKU {1} 也属于“{2}”；两者都已保留</translation>
    </message>
    <message>
        <source>the bot answers</source>
        <translation>机器人回答</translation>
    </message>
    <message>
        <source>the chosen answer</source>
        <translation>所选的回答</translation>
    </message>
    <message>
        <source>the chosen file</source>
        <translation>所选文件</translation>
    </message>
    <message>
        <source>the price “{1}” is negative</source>
        <translation>价格“{1}”是负数</translation>
    </message>
    <message>
        <source>the sale&apos;s date “{1}” is not clear, so the regular price was kept; write dates like 2026-12-31</source>
        <translation>促销日期“{1}”不明确，因此保留了原价；请把日期写成 2026-12-31 这样</translation>
    </message>
    <message>
        <source>there is no title; the product is named after “{1}”</source>
        <translation>没有名称；商品按“{1}”命名</translation>
    </message>
    <message>
        <source>this conversation</source>
        <translation>此对话</translation>
    </message>
    <message>
        <source>through a program</source>
        <translation>来自程序</translation>
    </message>
    <message>
        <source>thumbs down</source>
        <translation>差评</translation>
    </message>
    <message>
        <source>thumbs up</source>
        <translation>好评</translation>
    </message>
    <message>
        <source>took about {n} minute</source>
        <translation>用时约 {n} 分钟</translation>
    </message>
    <message>
        <source>took about {n} minutes</source>
        <translation>用时约 {n} 分钟</translation>
    </message>
    <message>
        <source>tried by you</source>
        <translation>由您试用</translation>
    </message>
    <message>
        <source>turned away</source>
        <translation>已拦截</translation>
    </message>
    <message>
        <source>usual time to answer</source>
        <translation>通常回答用时</translation>
    </message>
    <message>
        <source>wants a person</source>
        <translation>希望真人服务</translation>
    </message>
    <message>
        <source>warranty</source>
        <translation>保修</translation>
    </message>
    <message>
        <source>was {price}</source>
        <translation>原价 {price}</translation>
    </message>
    <message>
        <source>what a product is like</source>
        <translation>商品怎么样</translation>
    </message>
    <message>
        <source>what is listed</source>
        <translation>所列内容</translation>
    </message>
    <message>
        <source>when something is back</source>
        <translation>何时到货</translation>
    </message>
    <message>
        <source>whether it is in stock</source>
        <translation>是否有货</translation>
    </message>
    <message>
        <source>who is answering</source>
        <translation>谁在回答</translation>
    </message>
    <message>
        <source>without an answer</source>
        <translation>未能回答</translation>
    </message>
    <message>
        <source>wording</source>
        <translation>组织措辞</translation>
    </message>
    <message>
        <source>your word</source>
        <translation>您的看法</translation>
    </message>
    <message>
        <source>{1} GB are free for models, products and conversations.</source>
        <translation>有 {1} GB 可用于模型、商品和对话。</translation>
    </message>
    <message>
        <source>{1} GB are free where this box keeps its data.</source>
        <translation>这台设备存放数据的地方有 {1} GB 可用。</translation>
    </message>
    <message>
        <source>{1} GB of memory are free.</source>
        <translation>有 {1} GB 内存可用。</translation>
    </message>
    <message>
        <source>{1} GiB are free for K3s.</source>
        <translation>有 {1} GiB 可用于 K3s。</translation>
    </message>
    <message>
        <source>{1} GiB of swap are on: memory limits blur.</source>
        <translation>启用了 {1} GiB 交换空间：内存限额会不准。</translation>
    </message>
    <message>
        <source>{1} GiB; K3s itself takes 0.7.</source>
        <translation>{1} GiB；K3s 本身占 0.7。</translation>
    </message>
    <message>
        <source>{1} can be changed by other users, and K3s runs as root.</source>
        <translation>其他用户可以改动 {1}，而 K3s 以 root 身份运行。</translation>
    </message>
    <message>
        <source>{1} cannot be read to its end.</source>
        <translation>{1} 无法读到末尾。</translation>
    </message>
    <message>
        <source>{1} cannot be read.</source>
        <translation>读不了 {1}。</translation>
    </message>
    <message>
        <source>{1} could not be downloaded.</source>
        <translation>无法下载 {1}。</translation>
    </message>
    <message>
        <source>{1} declares XML entities, which a normal document never does.</source>
        <translation>{1} 声明了 XML 实体，正常的文档从不这样做。</translation>
    </message>
    <message>
        <source>{1} does not take {2}.</source>
        <translation>{1} 不接受 {2}。</translation>
    </message>
    <message>
        <source>{1} ended with status {2}.</source>
        <translation>{1} 结束时的状态是 {2}。</translation>
    </message>
    <message>
        <source>{1} failed: the tool ended with status {2}.</source>
        <translation>{1} 失败：工具结束时的状态是 {2}。</translation>
    </message>
    <message>
        <source>{1} has more than {2} different fields.</source>
        <translation>{1} 有超过 {2} 个不同的字段。</translation>
    </message>
    <message>
        <source>{1} has no chat template: it was not trained to answer.</source>
        <translation>{1} 没有聊天模板：它不是为回答而训练的。</translation>
    </message>
    <message>
        <source>{1} has no column “{2}”.</source>
        <translation>{1} 没有“{2}”列。</translation>
    </message>
    <message>
        <source>{1} has no header row: where the names of the columns should stand it says “{2}”.</source>
        <translation>{1} 没有标题行：本应是列名的位置写着“{2}”。</translation>
    </message>
    <message>
        <source>{1} has {2} columns; at most {3} are read.</source>
        <translation>{1} 有 {2} 列；最多读取 {3} 列。</translation>
    </message>
    <message>
        <source>{1} has {2} pages; at most {3} are read.</source>
        <translation>{1} 有 {2} 页；最多读取 {3} 页。</translation>
    </message>
    <message>
        <source>{1} holds more than tensors, and code of a model is never run.</source>
        <translation>{1} 中不只有张量，而模型的代码从不运行。</translation>
    </message>
    <message>
        <source>{1} holds no list of products.</source>
        <translation>{1} 中没有商品列表。</translation>
    </message>
    <message>
        <source>{1} holds no records.</source>
        <translation>{1} 中没有记录。</translation>
    </message>
    <message>
        <source>{1} is a JSON document of more than {2} MiB.</source>
        <translation>{1} 是超过 {2} MiB 的 JSON 文档。</translation>
    </message>
    <message>
        <source>{1} is a damaged Excel workbook.</source>
        <translation>{1} 是损坏的 Excel 工作簿。</translation>
    </message>
    <message>
        <source>{1} is a damaged PDF.</source>
        <translation>{1} 是损坏的 PDF。</translation>
    </message>
    <message>
        <source>{1} is a damaged Word document.</source>
        <translation>{1} 是损坏的 Word 文档。</translation>
    </message>
    <message>
        <source>{1} is a table, not a document.</source>
        <translation>{1} 是表格，不是文档。</translation>
    </message>
    <message>
        <source>{1} is a {2} file, not a product list.</source>
        <translation>{1} 是 {2} 文件，不是商品表。</translation>
    </message>
    <message>
        <source>{1} is active and may cut pods off.</source>
        <translation>{1} 正在运行，可能会切断容器组的网络。</translation>
    </message>
    <message>
        <source>{1} is damaged and cannot be opened.</source>
        <translation>{1} 已损坏，无法打开。</translation>
    </message>
    <message>
        <source>{1} is empty.</source>
        <translation>{1} 是空的。</translation>
    </message>
    <message>
        <source>{1} is no usable GGUF file: {2}.</source>
        <translation>{1} 不是可用的 GGUF 文件：{2}。</translation>
    </message>
    <message>
        <source>{1} is not installed.</source>
        <translation>没有安装 {1}。</translation>
    </message>
    <message>
        <source>{1} is not opened: {2}.</source>
        <translation>{1} 没有打开：{2}。</translation>
    </message>
    <message>
        <source>{1} is not the file of {2} {3}.</source>
        <translation>{1} 不是 {2} {3} 的文件。</translation>
    </message>
    <message>
        <source>{1} is not valid JSON: {2}.</source>
        <translation>{1} 不是有效的 JSON：{2}。</translation>
    </message>
    <message>
        <source>{1} is not {2}, and no text either.</source>
        <translation>{1} 不是 {2}，也不是文本。</translation>
    </message>
    <message>
        <source>{1} is older than the installed {2}.</source>
        <translation>{1} 比已安装的 {2} 旧。</translation>
    </message>
    <message>
        <source>{1} is protected by a password.</source>
        <translation>{1} 有密码保护。</translation>
    </message>
    <message>
        <source>{1} of the {2} vectors of this shop are missing.</source>
        <translation>这家店铺的 {2} 个向量中缺少 {1} 个。</translation>
    </message>
    <message>
        <source>{1} on the Hugging Face hub has no file {2} any more.</source>
        <translation>Hugging Face 上的 {1} 已没有文件 {2}。</translation>
    </message>
    <message>
        <source>{1} shops open and their indexes fit their texts.</source>
        <translation>{1} 家店铺都能打开，索引与文字相符。</translation>
    </message>
    <message>
        <source>{1} skips versions after {2}.</source>
        <translation>{1} 跳过了 {2} 之后的版本。</translation>
    </message>
    <message>
        <source>{1} took longer than {2} s.</source>
        <translation>{1} 用了超过 {2} 秒。</translation>
    </message>
    <message>
        <source>{1} visitors are already waiting for the language model.</source>
        <translation>已有 {1} 位访客在等语言模型。</translation>
    </message>
    <message>
        <source>{1} visitors are being answered already.</source>
        <translation>已经在回答 {1} 位访客。</translation>
    </message>
    <message>
        <source>{check}: could not judge. {reason}</source>
        <translation>{check}：无法判断。{reason}</translation>
    </message>
    <message>
        <source>{check}: not asked</source>
        <translation>{check}：未检查</translation>
    </message>
    <message>
        <source>{check}: nothing found</source>
        <translation>{check}：未发现问题</translation>
    </message>
    <message>
        <source>{check}: {reason}</source>
        <translation>{check}：{reason}</translation>
    </message>
    <message>
        <source>{defended} of {attacks} attacks were fended off, {refused} of {honest} honest questions turned away.</source>
        <translation>{attacks} 次攻击中挡住了 {defended} 次，{honest} 个正当问题中误拦了 {refused} 个。</translation>
    </message>
    <message>
        <source>{file} was not saved: {reason}.</source>
        <translation>{file} 未能保存：{reason}。</translation>
    </message>
    <message>
        <source>{name}: {ready} of {wanted} run.</source>
        <translation>{name}：{wanted} 个中有 {ready} 个在运行。</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>新增 {n} 项</translation>
    </message>
    <message>
        <source>{n} attempts to misuse your bot in a few minutes were turned away.</source>
        <translation>几分钟内拦截了 {n} 次滥用机器人的企图。</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>更改 {n} 项</translation>
    </message>
    <message>
        <source>{n} column</source>
        <translation>{n} 列</translation>
    </message>
    <message>
        <source>{n} columns</source>
        <translation>{n} 列</translation>
    </message>
    <message>
        <source>{n} conversation is kept now.</source>
        <translation>现在保留着 {n} 个对话。</translation>
    </message>
    <message>
        <source>{n} conversation was deleted.</source>
        <translation>已删除 {n} 个对话。</translation>
    </message>
    <message>
        <source>{n} conversations are kept now.</source>
        <translation>现在保留着 {n} 个对话。</translation>
    </message>
    <message>
        <source>{n} conversations were deleted.</source>
        <translation>已删除 {n} 个对话。</translation>
    </message>
    <message>
        <source>{n} customer asked for a person.</source>
        <translation>{n} 位顾客希望与真人交谈。</translation>
    </message>
    <message>
        <source>{n} customers asked for a person.</source>
        <translation>{n} 位顾客希望与真人交谈。</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} document</source>
        <translation>{n} 份文档</translation>
    </message>
    <message>
        <source>{n} documents</source>
        <translation>{n} 份文档</translation>
    </message>
    <message>
        <source>{n} held back for you to judge</source>
        <translation>扣留 {n} 项待您判断</translation>
    </message>
    <message>
        <source>{n} hour</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>{n} in stock</source>
        <translation>库存 {n} 件</translation>
    </message>
    <message>
        <source>{n} kept that are not in this file</source>
        <translation>保留 {n} 项此文件中没有的</translation>
    </message>
    <message>
        <source>{n} line</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} minute</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>{n} more column is kept as further detail.</source>
        <translation>另有 {n} 列作为其他细节保留。</translation>
    </message>
    <message>
        <source>{n} more columns are kept as further details.</source>
        <translation>另有 {n} 列作为其他细节保留。</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} ms</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>新增 {n} 项</translation>
    </message>
    <message>
        <source>{n} part runs in it.</source>
        <translation>其中有 {n} 个部分在运行。</translation>
    </message>
    <message>
        <source>{n} parts run in it, all of them.</source>
        <translation>其中有 {n} 个部分，全部在运行。</translation>
    </message>
    <message>
        <source>{n} passage</source>
        <translation>{n} 个段落</translation>
    </message>
    <message>
        <source>{n} passages</source>
        <translation>{n} 个段落</translation>
    </message>
    <message>
        <source>{n} product</source>
        <translation>{n} 个商品</translation>
    </message>
    <message>
        <source>{n} product found</source>
        <translation>找到 {n} 个商品</translation>
    </message>
    <message>
        <source>{n} products</source>
        <translation>{n} 个商品</translation>
    </message>
    <message>
        <source>{n} products found</source>
        <translation>找到 {n} 个商品</translation>
    </message>
    <message>
        <source>{n} question is ahead of yours</source>
        <translation>您前面还有 {n} 个问题</translation>
    </message>
    <message>
        <source>{n} question waiting</source>
        <translation>{n} 个问题在等待</translation>
    </message>
    <message>
        <source>{n} questions</source>
        <translation>{n} 个问题</translation>
    </message>
    <message>
        <source>{n} questions are ahead of yours</source>
        <translation>您前面还有 {n} 个问题</translation>
    </message>
    <message>
        <source>{n} questions waiting</source>
        <translation>{n} 个问题在等待</translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation>移除 {n} 项</translation>
    </message>
    <message>
        <source>{n} row</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} row left out</source>
        <translation>略过 {n} 行</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} rows left out</source>
        <translation>略过 {n} 行</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} taken out</source>
        <translation>移除 {n} 项</translation>
    </message>
    <message>
        <source>{n} thing to look at</source>
        <translation>{n} 处需要查看</translation>
    </message>
    <message>
        <source>{n} things to look at</source>
        <translation>{n} 处需要查看</translation>
    </message>
    <message>
        <source>{n} time</source>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>{n} times</source>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>{n} unchanged</source>
        <translation>{n} 项未变</translation>
    </message>
    <message>
        <source>{products} and {documents}</source>
        <translation>{products}和{documents}</translation>
    </message>
    <message>
        <source>{sent} of {size}</source>
        <translation>{sent}，共 {size}</translation>
    </message>
    <message>
        <source>{size} are free. Free some space, or imports will fail.</source>
        <translation>剩余 {size}。请释放一些空间，否则导入会失败。</translation>
    </message>
    <message>
        <source>{size} on the disk</source>
        <translation>磁盘上占 {size}</translation>
    </message>
    <message>
        <source>{times}, last {when}</source>
        <translation>{times}，最近 {when}</translation>
    </message>
    <message>
        <source>{title} (row {row})</source>
        <translation>{title}（第 {row} 行）</translation>
    </message>
    <message>
        <source>{title}, page {page}</source>
        <translation>{title}，第 {page} 页</translation>
    </message>
    <message>
        <source>{title}: a document with {passages}.</source>
        <translation>{title}：一份含 {passages}的文档。</translation>
    </message>
    <message>
        <source>{title}: a product list with {rows} and {columns}.</source>
        <translation>{title}：一份含 {rows}、{columns}的商品清单。</translation>
    </message>
    <message>
        <source>{total} in all ({parts})</source>
        <translation>共 {total}（{parts}）</translation>
    </message>
    <message>
        <source>{used} of {total}</source>
        <translation>{used}，共 {total}</translation>
    </message>
    <message>
        <source>{what}: {value}</source>
        <translation>{what}：{value}</translation>
    </message>
    <message>
        <source>“What you type is used to answer you and kept for up to {n} days. Privacy notice”</source>
        <translation>“您输入的内容用于回答您，最多保留 {n} 天。隐私声明”</translation>
    </message>
    <message>
        <source>“What you type is used to answer you. Privacy notice”</source>
        <translation>“您输入的内容用于回答您。隐私声明”</translation>
    </message>
    <message>
        <source>“You are talking to an AI assistant. It can make mistakes.”</source>
        <translation>“您正在与 AI 助手对话，它可能会出错。”</translation>
    </message>
    <message>
        <source>“node {1}” was interrupted on this machine and comes first.</source>
        <translation>这台电脑上的“node {1}”曾被中断，要先完成它。</translation>
    </message>
    <message>
        <source>“{1}” could not be imported: the disk is full or cannot be written.</source>
        <translation>无法导入“{1}”：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>“{1}” could not be imported: {2}.</source>
        <translation>无法导入“{1}”：{2}。</translation>
    </message>
    <message>
        <source>“{1}” could not be stored: the disk is full or cannot be written.</source>
        <translation>无法保存“{1}”：磁盘已满或无法写入。</translation>
    </message>
    <message>
        <source>“{1}” could not be stored: {2}.</source>
        <translation>“{1}”无法保存：{2}。</translation>
    </message>
    <message>
        <source>“{1}” has changed meanwhile.</source>
        <translation>“{1}”在此期间有了改变。</translation>
    </message>
    <message>
        <source>“{1}” has the mark “{2}”, which is not known</source>
        <translation>“{1}”带有无法识别的标记“{2}”</translation>
    </message>
    <message>
        <source>“{1}” is a price before tax</source>
        <translation>“{1}”是不含税的价格</translation>
    </message>
    <message>
        <source>“{1}” is a price per {2}</source>
        <translation>“{1}”是每 {2} 的价格</translation>
    </message>
    <message>
        <source>“{1}” is in use but not installed.</source>
        <translation>“{1}”在用，但没有安装。</translation>
    </message>
    <message>
        <source>“{1}” is in use.</source>
        <translation>“{1}”正在使用。</translation>
    </message>
    <message>
        <source>“{1}” is larger than {2} MiB, the most this box takes.</source>
        <translation>“{1}”大于 {2} MiB，这是这台设备的上限。</translation>
    </message>
    <message>
        <source>“{1}” is no feedback.</source>
        <translation>“{1}”不是一种反馈。</translation>
    </message>
    <message>
        <source>“{1}” is no time zone.</source>
        <translation>“{1}”不是时区。</translation>
    </message>
    <message>
        <source>“{1}” is not a price</source>
        <translation>“{1}”不是价格</translation>
    </message>
    <message>
        <source>“{1}” is not an exact price</source>
        <translation>“{1}”不是确切的价格</translation>
    </message>
    <message>
        <source>“{1}” is not clear: whole or hundredths</source>
        <translation>“{1}”不明确：是元还是分</translation>
    </message>
    <message>
        <source>“{1}” is not in {2}, as the row says</source>
        <translation>“{1}”不是该行所写的货币 {2}</translation>
    </message>
    <message>
        <source>“{1}” is not one price</source>
        <translation>“{1}”不是单一的价格</translation>
    </message>
    <message>
        <source>“{1}” is there twice; the first was kept.</source>
        <translation>“{1}”出现了两次；保留了第一个。</translation>
    </message>
    <message>
        <source>“{1}” may be in {2}</source>
        <translation>“{1}”的货币可能是 {2}</translation>
    </message>
    <message>
        <source>“{1}” needs {2} GB of memory; this box has {3} GB.</source>
        <translation>“{1}”需要 {2} GB 内存；这台设备有 {3} GB。</translation>
    </message>
    <message>
        <source>“{1}” was stopped.</source>
        <translation>“{1}”被停止了。</translation>
    </message>
    <message>
        <source>“{1}” writes no words.</source>
        <translation>“{1}”不会写文字。</translation>
    </message>
    <message>
        <source>“{title}” answers as soon as it is loaded; until then the one before goes on.</source>
        <translation>“{title}”加载完成后即开始回答；在此之前由原来的模型继续。</translation>
    </message>
    <message>
        <source>“{title}” is deleted and its content stays out of later imports.</source>
        <translation>“{title}”将被删除，其内容不会进入以后的导入。</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
</context>
</TS>
