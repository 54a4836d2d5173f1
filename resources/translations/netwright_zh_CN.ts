<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Answering</name>
    <message>
        <source>Live: step {step} of {total}</source>
        <translation>实时：第 {step} / {total} 步</translation>
    </message>
    <message>
        <source>Run {name}</source>
        <translation>运行 {name}</translation>
    </message>
    <message>
        <source>Run {name}, epoch {epoch}</source>
        <translation>运行 {name}，第 {epoch} 轮</translation>
    </message>
    <message>
        <source>The network has errors and cannot answer</source>
        <translation>网络有错误，无法回答</translation>
    </message>
    <message>
        <source>Untrained network: it only guesses</source>
        <translation>网络尚未训练，只是在猜</translation>
    </message>
</context>
<context>
    <name>BuildPage</name>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>CanvasMenu</name>
    <message>
        <source>Add layer</source>
        <translation>添加层</translation>
    </message>
    <message>
        <source>Bars show</source>
        <translation>条形显示</translation>
    </message>
    <message>
        <source>Insert after</source>
        <translation>在其后插入</translation>
    </message>
    <message>
        <source>Insert before</source>
        <translation>在其前插入</translation>
    </message>
    <message>
        <source>Insert here</source>
        <translation>在此插入</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加运算</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Remove link</source>
        <translation>移除连线</translation>
    </message>
</context>
<context>
    <name>ClosingQuestion</name>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>停止并关闭</translation>
    </message>
    <message>
        <source>Stop the training and close?</source>
        <translation>停止训练并关闭窗口？</translation>
    </message>
    <message>
        <source>Training is under way</source>
        <translation>正在训练</translation>
    </message>
    <message>
        <source>What was learned so far is kept and waits in Runs.</source>
        <translation>已学到的内容会保留，可在“运行”中找到。</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Accuracy curve</source>
        <translation>准确率曲线</translation>
    </message>
    <message>
        <source>Earlier run</source>
        <translation>先前的运行</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>全览</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic loss axis</source>
        <translation>损失使用对数坐标轴</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Loss curve</source>
        <translation>损失曲线</translation>
    </message>
    <message>
        <source>Mean over all training batches of each epoch</source>
        <translation>每个轮次所有训练批的平均值</translation>
    </message>
    <message>
        <source>Show the whole curve (double-click in the plot)</source>
        <translation>显示整条曲线（在图中双击）</translation>
    </message>
    <message>
        <source>Smoothed</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Step {step} · epoch {epoch}</source>
        <translation>第 {step} 步 · 第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>The accuracy of every step appears here as soon as training starts.</source>
        <translation>训练一开始，每一步的准确率就会显示在这里。</translation>
    </message>
    <message>
        <source>The loss of every step appears here as soon as training starts.</source>
        <translation>训练一开始，每一步的损失就会显示在这里。</translation>
    </message>
    <message>
        <source>The run opened for comparison</source>
        <translation>用来对比的运行</translation>
    </message>
    <message>
        <source>The steps, smoothed (strength above the plots)</source>
        <translation>各步的平滑曲线（平滑程度在图上方调节）</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training batch of each step</source>
        <translation>每一步的训练批</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Validation split, after each epoch</source>
        <translation>每个轮次结束后在验证集上的结果</translation>
    </message>
    <message>
        <source>Wheel: zoom. Drag: zoom into a box. Shift-drag: move. Double-click: everything.</source>
        <translation>滚轮：缩放。拖动：放大所框选的区域。按住 Shift 拖动：平移。双击：显示全部。</translation>
    </message>
    <message>
        <source>Whole epoch</source>
        <translation>整轮</translation>
    </message>
    <message>
        <source>{plot}: show the whole curve</source>
        <translation>{plot}：显示整条曲线</translation>
    </message>
    <message>
        <source>{plot}: {curve}</source>
        <translation>{plot}：{curve}</translation>
    </message>
    <message>
        <source>{what}. Click to show or hide.</source>
        <translation>{what}。点击可显示或隐藏。</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Best epoch</source>
        <translation>最佳轮次</translation>
    </message>
    <message>
        <source>Choose a run to see what it was.</source>
        <translation>选择一次运行，查看它的详情。</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Details of the run</source>
        <translation>运行详情</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
</context>
<context>
    <name>DigitCanvas</name>
    <message>
        <source>Draw a digit</source>
        <translation>写一个数字</translation>
    </message>
    <message>
        <source>Draw with the mouse, a finger or a pen. With the keyboard: the arrow keys move, Space puts the pen down or lifts it, Backspace clears, Ctrl+Z takes back a stroke.</source>
        <translation>用鼠标、手指或触控笔书写。也可用键盘：方向键移动，空格键落笔或提笔，Backspace 清空，Ctrl+Z 撤销一笔。</translation>
    </message>
    <message>
        <source>Drawing pad</source>
        <translation>画板</translation>
    </message>
</context>
<context>
    <name>DigitPreview</name>
    <message>
        <source>The 28 × 28 pixels that the network sees: your digit, treated as MNIST was made</source>
        <translation>网络看到的 28 × 28 像素：您写的数字，按 MNIST 的制作方式处理</translation>
    </message>
    <message>
        <source>What the network sees</source>
        <translation>网络看到的图像</translation>
    </message>
</context>
<context>
    <name>DrawPanel</name>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Draw a digit to see what the network thinks</source>
        <translation>写一个数字，看看网络怎么想</translation>
    </message>
    <message>
        <source>Predicted class</source>
        <translation>预测的类别</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Waiting for the network…</source>
        <translation>正在等待网络…</translation>
    </message>
    <message>
        <source>Whose weights answer</source>
        <translation>答案来自谁的权重</translation>
    </message>
    <message>
        <source>{percent} % sure</source>
        <translation>把握 {percent} %</translation>
    </message>
</context>
<context>
    <name>EpochModel</name>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Training accuracy</source>
        <translation>训练准确率</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Validation accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
</context>
<context>
    <name>EpochTable</name>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
</context>
<context>
    <name>EvaluationBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel the evaluation</source>
        <translation>取消评估</translation>
    </message>
    <message>
        <source>Evaluating {run}…</source>
        <translation>正在评估 {run}…</translation>
    </message>
    <message>
        <source>Preparing the evaluation of {run}…</source>
        <translation>正在准备评估 {run}…</translation>
    </message>
    <message>
        <source>Progress of the evaluation</source>
        <translation>评估进度</translation>
    </message>
    <message>
        <source>{run}: test accuracy {accuracy}, loss {loss}</source>
        <translation>{run}：测试准确率 {accuracy}，损失 {loss}</translation>
    </message>
</context>
<context>
    <name>FailureBanner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Details of the failure</source>
        <translation>失败详情</translation>
    </message>
    <message>
        <source>Traceback</source>
        <translation>错误堆栈</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation>训练失败</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source> by </source>
        <translation> 乘 </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>1 parameter</source>
        <translation>1 个参数</translation>
    </message>
    <message>
        <source>no parameters</source>
        <translation>无参数</translation>
    </message>
    <message>
        <source>no problem</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>output unknown</source>
        <translation>输出未知</translation>
    </message>
    <message>
        <source>output {shape}</source>
        <translation>输出 {shape}</translation>
    </message>
    <message>
        <source>{count} parameters</source>
        <translation>{count} 个参数</translation>
    </message>
    <message>
        <source>{layer}: {problem}</source>
        <translation>{layer}：{problem}</translation>
    </message>
</context>
<context>
    <name>HyperparameterPanel</name>
    <message>
        <source>A run keeps the hyperparameters it began with. Stop it to change them.</source>
        <translation>运行会一直使用开始时的超参数。要修改，请先停止。</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Auto ({device})</source>
        <translation>自动（{device}）</translation>
    </message>
    <message>
        <source>Change {field}</source>
        <translation>修改{field}</translation>
    </message>
    <message>
        <source>Hyperparameters</source>
        <translation>超参数</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{device} (not on this machine)</source>
        <translation>{device}（本机没有）</translation>
    </message>
    <message>
        <source>{title} with {count} parameters</source>
        <translation>{title}，{count} 个参数</translation>
    </message>
    <message>
        <source>{train} training images, no validation, {steps} steps per epoch</source>
        <translation>{train} 张训练图像，不验证，每轮 {steps} 步</translation>
    </message>
    <message>
        <source>{train} training · {aside} validation images, {steps} steps per epoch</source>
        <translation>{train} 张训练图像 · {aside} 张验证图像，每轮 {steps} 步</translation>
    </message>
</context>
<context>
    <name>LayerInspector</name>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加运算</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Select a layer to change it. Double-click one on the left to add it behind the selected layer, or drag it onto a link. Shift-click connects two layers, Delete removes one and closes the gap.</source>
        <translation>选择一个层即可修改它。双击左侧的层类型，可将其添加到所选层之后，也可以把它拖到连线上。按住 Shift 点击可连接两个层；Delete 删除一个层并接好前后。</translation>
    </message>
    <message>
        <source>{count} per image</source>
        <translation>每张图像 {count}</translation>
    </message>
    <message>
        <source>{count} selected, showing {name}</source>
        <translation>已选 {count} 个，显示 {name}</translation>
    </message>
    <message>
        <source>{name} · {category}</source>
        <translation>{name} · {category}</translation>
    </message>
    <message>
        <source>{size} of weights</source>
        <translation>权重 {size}</translation>
    </message>
</context>
<context>
    <name>LayerPalette</name>
    <message>
        <source>Enter adds the chosen layer behind the selected one.</source>
        <translation>按 Enter 可将选定类型的层添加到所选层之后。</translation>
    </message>
    <message>
        <source>Layer types</source>
        <translation>层类型</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Training log</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>What happens during training is noted here.</source>
        <translation>训练过程中发生的事会记录在这里。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Discard it</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Last time a project was left unsaved.</source>
        <translation>上次有一个项目没有保存。</translation>
    </message>
    <message>
        <source>Not ready: {reason}</source>
        <translation>尚未就绪：{reason}</translation>
    </message>
    <message>
        <source>Restore it</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restore the project</source>
        <translation>恢复项目</translation>
    </message>
    <message>
        <source>Something unexpected happened: {what}. Your work is still here.</source>
        <translation>发生了意外错误：{what}。您的工作仍在这里。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;About Netwright</source>
        <translation>关于 Netwright(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;New from template</source>
        <translation>从模板新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>About Netwright</source>
        <translation>关于 Netwright</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>手写</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>MIT licence. MNIST by Y. LeCun and C. Cortes, CC BY-SA 3.0. Fonts: SIL Open Font License.</source>
        <translation>MIT 许可证。MNIST：Y. LeCun 与 C. Cortes，CC BY-SA 3.0。字体：SIL Open Font License。</translation>
    </message>
    <message>
        <source>Netwright: build a network, watch it learn, draw a digit and see the answer.</source>
        <translation>Netwright（网匠）：搭建网络，看着它学习，写一个数字，看它怎么回答。</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Where runs are &amp;kept</source>
        <translation>运行的存放位置(&amp;K)</translation>
    </message>
</context>
<context>
    <name>ModelActions</name>
    <message>
        <source>Arrange automatically</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Connect to another layer</source>
        <translation>连接到另一层</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete, leaving the link open</source>
        <translation>删除，不重新连接</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Fit in view</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Original size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>重做：{step}</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
</context>
<context>
    <name>ModelCanvas</name>
    <message>
        <source>Choose the layer that shall read {layer} and press {key} again.</source>
        <translation>请选择要接在 {layer} 之后的层，再按一次 {key}。</translation>
    </message>
    <message>
        <source>Network canvas</source>
        <translation>网络画布</translation>
    </message>
    <message>
        <source>{count} layers selected, last {layer}</source>
        <translation>已选 {count} 个层，最后一个是 {layer}</translation>
    </message>
    <message>
        <source>{count} layers, none selected. Arrow keys select one.</source>
        <translation>共 {count} 个层，未选任何层。用方向键选择。</translation>
    </message>
</context>
<context>
    <name>ModelEditor</name>
    <message>
        <source>A layer cannot read itself.</source>
        <translation>层不能读取自己的输出。</translation>
    </message>
    <message>
        <source>Add {layer}</source>
        <translation>添加 {layer}</translation>
    </message>
    <message>
        <source>Arrange layers</source>
        <translation>排列层</translation>
    </message>
    <message>
        <source>Change {field} of {layer}</source>
        <translation>修改 {layer} 的{field}</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>连接 {source} 到 {target}</translation>
    </message>
    <message>
        <source>Cut out {count} layers</source>
        <translation>剪切 {count} 个层</translation>
    </message>
    <message>
        <source>Cut out {layer}</source>
        <translation>剪切 {layer}</translation>
    </message>
    <message>
        <source>Delete {count} layers</source>
        <translation>删除 {count} 个层</translation>
    </message>
    <message>
        <source>Delete {layer}</source>
        <translation>删除 {layer}</translation>
    </message>
    <message>
        <source>Disconnect {source} from {target}</source>
        <translation>断开 {source} 与 {target}</translation>
    </message>
    <message>
        <source>Duplicate layers</source>
        <translation>创建层的副本</translation>
    </message>
    <message>
        <source>Insert {layer}</source>
        <translation>插入 {layer}</translation>
    </message>
    <message>
        <source>Move {layer}</source>
        <translation>移动 {layer}</translation>
    </message>
    <message>
        <source>Move {layer} earlier</source>
        <translation>前移 {layer}</translation>
    </message>
    <message>
        <source>Move {layer} later</source>
        <translation>后移 {layer}</translation>
    </message>
    <message>
        <source>Nothing leads to this layer, so nothing can be inserted before it.</source>
        <translation>没有任何层通向这个层，因此无法在它前面插入。</translation>
    </message>
    <message>
        <source>Paste layers</source>
        <translation>粘贴层</translation>
    </message>
    <message>
        <source>Place {count} layers</source>
        <translation>摆放 {count} 个层</translation>
    </message>
    <message>
        <source>Place {layer}</source>
        <translation>摆放 {layer}</translation>
    </message>
    <message>
        <source>The input and the output cannot be deleted.</source>
        <translation>输入层和输出层不能删除。</translation>
    </message>
</context>
<context>
    <name>Narrator</name>
    <message>
        <source> ({duration})</source>
        <translation>（{duration}）</translation>
    </message>
    <message>
        <source> · best so far</source>
        <translation> · 目前最佳</translation>
    </message>
    <message>
        <source>; validation loss {loss}, accuracy {accuracy}</source>
        <translation>；验证损失 {loss}，准确率 {accuracy}</translation>
    </message>
    <message>
        <source>Done in {duration}</source>
        <translation>已完成，用时 {duration}</translation>
    </message>
    <message>
        <source>Done in {duration}. Test loss {loss}, accuracy {accuracy} (epoch {epoch})</source>
        <translation>已完成，用时 {duration}。测试损失 {loss}，准确率 {accuracy}（第 {epoch} 轮）</translation>
    </message>
    <message>
        <source>Epoch {epoch}: training loss {loss}, accuracy {accuracy}</source>
        <translation>第 {epoch} 轮：训练损失 {loss}，准确率 {accuracy}</translation>
    </message>
    <message>
        <source>Failed: {cause} {hint}</source>
        <translation>失败：{cause}{hint}</translation>
    </message>
    <message>
        <source>Going on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Preparing the training</source>
        <translation>正在准备训练</translation>
    </message>
    <message>
        <source>Run {run} started on {device}: {epochs} epochs of {steps} steps, {count} parameters</source>
        <translation>运行 {run} 已在 {device} 上开始：{epochs} 轮，每轮 {steps} 步，{count} 个参数</translation>
    </message>
    <message>
        <source>Stopped after {duration}; the run is kept</source>
        <translation>已停止，用时 {duration}；运行已保留</translation>
    </message>
    <message>
        <source>unknown cause</source>
        <translation>原因不明</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss the notice</source>
        <translation>关闭通知</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
</context>
<context>
    <name>PadTools</name>
    <message>
        <source>Brush width</source>
        <translation>笔画粗细</translation>
    </message>
    <message>
        <source>Brush width. The network sees every digit in MNIST&apos;s own stroke, so it does not matter.</source>
        <translation>笔画粗细。网络看到的数字都会统一成 MNIST 的笔画，因此粗细不影响结果。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Clear the drawing pad</source>
        <translation>清空画板</translation>
    </message>
    <message>
        <source>Clear the pad (Backspace while it has the focus)</source>
        <translation>清空画板（焦点在画板上时按 Backspace）</translation>
    </message>
    <message>
        <source>Undo stroke</source>
        <translation>撤销一笔</translation>
    </message>
    <message>
        <source>Undo stroke (Ctrl+Z while the pad has the focus)</source>
        <translation>撤销一笔（焦点在画板上时按 Ctrl+Z）</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Search layer types</source>
        <translation>搜索层类型</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>搜索…</translation>
    </message>
    <message>
        <source>Type to filter; Enter adds the first match.</source>
        <translation>输入文字即可筛选；按 Enter 添加第一个匹配项。</translation>
    </message>
</context>
<context>
    <name>PlaceBar</name>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Design the network layer by layer</source>
        <translation>一层一层地设计网络</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>手写</translation>
    </message>
    <message>
        <source>Draw a digit and see what the network makes of it</source>
        <translation>写一个数字，看看网络怎么认</translation>
    </message>
    <message>
        <source>Every run that was ever started, ready to be opened</source>
        <translation>所有开始过的运行，随时可以打开</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>功能区</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Set the hyperparameters and watch the network learn</source>
        <translation>设置超参数，看着网络学习</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>PredictionBars</name>
    <message>
        <source>No answer</source>
        <translation>没有答案</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>{name}: {percent} %</source>
        <translation>{name}：{percent} %</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>1 problem</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>{count} problems</source>
        <translation>{count} 个问题</translation>
    </message>
    <message>
        <source>{fix} (repairs: {problem})</source>
        <translation>{fix}（修复：{problem}）</translation>
    </message>
</context>
<context>
    <name>ProjectFiles</name>
    <message>
        <source>Netwright projects ({pattern})</source>
        <translation>Netwright 项目 ({pattern})</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Delete this run and all its files</source>
        <translation>删除此运行及其全部文件</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Measure the best weights on the test images</source>
        <translation>在测试集上评估最佳权重</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show the run&apos;s files</source>
        <translation>显示此运行的文件</translation>
    </message>
    <message>
        <source>Show this run&apos;s curves behind those of now</source>
        <translation>在当前曲线背后显示此运行的曲线</translation>
    </message>
    <message>
        <source>Show this run&apos;s network and curves and draw for it (Enter)</source>
        <translation>显示此运行的网络和曲线，并用它识别手写（Enter）</translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>List of runs</source>
        <translation>运行列表</translation>
    </message>
</context>
<context>
    <name>RunTableModel</name>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
</context>
<context>
    <name>RunsPage</name>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete run</source>
        <translation>删除运行</translation>
    </message>
    <message>
        <source>Delete the run {name}?</source>
        <translation>删除运行 {name}？</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Its weights and curves are removed from the disk. This cannot be undone.</source>
        <translation>它的权重和曲线将从磁盘上删除，无法撤销。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>No runs yet.

Press Train and watch your network learn: every run is kept here as it goes.</source>
        <translation>还没有运行。

点击“训练”，看着网络学习：每次运行都会随时保存在这里。</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>{count} runs</source>
        <translation>{count} 次运行</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Default: {value}</source>
        <translation>默认值：{value}</translation>
    </message>
    <message>
        <source>Expected a number such as 0.001 or 1e-3.</source>
        <translation>应为数字，例如 0.001 或 1e-3。</translation>
    </message>
    <message>
        <source>Expected a whole number.</source>
        <translation>应为整数。</translation>
    </message>
    <message>
        <source>Expected whole numbers such as 3, 3.</source>
        <translation>应为若干整数，例如 3, 3。</translation>
    </message>
    <message>
        <source>Must be less than {lt}.</source>
        <translation>必须小于 {lt}。</translation>
    </message>
    <message>
        <source>Must be more than {gt}.</source>
        <translation>必须大于 {gt}。</translation>
    </message>
    <message>
        <source>Must be {ge} or more.</source>
        <translation>不能小于 {ge}。</translation>
    </message>
    <message>
        <source>Must be {le} or less.</source>
        <translation>不能大于 {le}。</translation>
    </message>
    <message>
        <source>Range: more than {low}</source>
        <translation>范围：大于 {low}</translation>
    </message>
    <message>
        <source>Range: more than {low}, up to {high}</source>
        <translation>范围：大于 {low}，不超过 {high}</translation>
    </message>
    <message>
        <source>Range: {high} or less</source>
        <translation>范围：不超过 {high}</translation>
    </message>
    <message>
        <source>Range: {low} or more</source>
        <translation>范围：不小于 {low}</translation>
    </message>
    <message>
        <source>Range: {low} to less than {high}</source>
        <translation>范围：不小于 {low}，小于 {high}</translation>
    </message>
    <message>
        <source>Range: {low} to {high}</source>
        <translation>范围：{low} 到 {high}</translation>
    </message>
    <message>
        <source>Show advanced settings</source>
        <translation>显示高级设置</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>{problem} {value} is kept.</source>
        <translation>{problem}已保留 {value}。</translation>
    </message>
    <message>
        <source>{sentence}.</source>
        <translation>{sentence}。</translation>
    </message>
</context>
<context>
    <name>SmoothingSlider</name>
    <message>
        <source>Over how many steps the smoothed curves average (exponentially)</source>
        <translation>平滑曲线对多少步取平均（指数加权）</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing of the curves</source>
        <translation>曲线的平滑程度</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count} 步</translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message>
        <source>Accuracy on the validation split after the newest epoch</source>
        <translation>最新轮次结束后在验证集上的准确率</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Best, epoch {epoch}</source>
        <translation>最佳 · 第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Test accuracy</source>
        <translation>测试准确率</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Val. accuracy</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>Validation accuracy of the epoch whose weights are kept as the best</source>
        <translation>保留为最佳权重的那个轮次的验证准确率</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Compared with {run}</source>
        <translation>与 {run} 对比</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Opened the run {run}</source>
        <translation>已打开运行 {run}</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止对比</translation>
    </message>
    <message>
        <source>The run cannot be read: {reason}</source>
        <translation>无法读取运行：{reason}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>TrainingControls</name>
    <message>
        <source>A training is running</source>
        <translation>训练正在进行</translation>
    </message>
    <message>
        <source>Done in {duration}</source>
        <translation>已完成，用时 {duration}</translation>
    </message>
    <message>
        <source>Done in {duration} · test accuracy {accuracy} %</source>
        <translation>已完成，用时 {duration} · 测试准确率 {accuracy} %</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs} · {percent} %</source>
        <translation>轮次 {epoch} / {epochs} · {percent} %</translation>
    </message>
    <message>
        <source>Failed: {cause}</source>
        <translation>失败：{cause}</translation>
    </message>
    <message>
        <source>Go on training (F5)</source>
        <translation>继续训练（F5）</translation>
    </message>
    <message>
        <source>Hold after this step</source>
        <translation>在这一步之后暂停</translation>
    </message>
    <message>
        <source>Loading PyTorch…</source>
        <translation>正在加载 PyTorch…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>暂停训练</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>可以开始训练</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop after this step and keep the run (Shift+F5)</source>
        <translation>在这一步之后停止，并保留运行（Shift+F5）</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Stopped after {duration}; the run is kept</source>
        <translation>已停止，用时 {duration}；运行已保留</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Testing the best weights…</source>
        <translation>正在测试最佳权重…</translation>
    </message>
    <message>
        <source>The network has {count} errors; the first: {error}</source>
        <translation>网络有 {count} 个错误，第一个：{error}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train the network (F5)</source>
        <translation>训练网络（F5）</translation>
    </message>
    <message>
        <source>Training status</source>
        <translation>训练状态</translation>
    </message>
    <message>
        <source>Validating…</source>
        <translation>正在验证…</translation>
    </message>
    <message>
        <source>unknown cause</source>
        <translation>原因不明</translation>
    </message>
    <message>
        <source>{count} images/s</source>
        <translation>{count} 张图像/秒</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>还需 {duration}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A layer with several readers cannot be moved in its chain.</source>
        <translation>后面连着多个层的层不能在链中移动。</translation>
    </message>
    <message>
        <source>A small number added to the variance, against division by zero.</source>
        <translation>加在方差上的一个小数，防止除以零。</translation>
    </message>
    <message>
        <source>A smooth relative of ReLU: each number is multiplied by the chance that a normal variable lies below it. The usual choice in transformers.</source>
        <translation>ReLU 的平滑近亲：每个数乘以一个正态变量小于它的概率。Transformer 中的常用选择。</translation>
    </message>
    <message>
        <source>A training is already running.</source>
        <translation>已有训练正在进行。</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Add a Linear layer with {classes} outputs</source>
        <translation>添加一个有 {classes} 个输出的 Linear 层</translation>
    </message>
    <message>
        <source>Add a learned number to each sum.</source>
        <translation>给每个加权和再加上一个可学习的数。</translation>
    </message>
    <message>
        <source>Batch normalisation cannot learn from batches of a single image.</source>
        <translation>批只有一张图像时，批归一化无法学习。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Centres and scales each channel by the mean and variance of the batch, then lets the network undo it. Training is steadier and takes larger learning rates.</source>
        <translation>用批内的均值和方差对每个通道做中心化和缩放，再让网络学习如何还原。训练更稳定，也能使用更大的学习率。</translation>
    </message>
    <message>
        <source>Centres and scales each feature by the mean and variance of the batch, then lets the network undo it. It belongs between Linear layers.</source>
        <translation>用批内的均值和方差对每个特征做中心化和缩放，再让网络学习如何还原。适合放在 Linear 层之间。</translation>
    </message>
    <message>
        <source>Channels in</source>
        <translation>输入通道数</translation>
    </message>
    <message>
        <source>Check that the folder of the runs exists and can be written.</source>
        <translation>请检查存放运行的文件夹是否存在且可写。</translation>
    </message>
    <message>
        <source>Check the file&apos;s permissions and the disk.</source>
        <translation>请检查文件权限和磁盘。</translation>
    </message>
    <message>
        <source>Choose a batch size of 2 or more.</source>
        <translation>请把批大小设为 2 或更大。</translation>
    </message>
    <message>
        <source>Choose a smaller batch or network, close other programs that use the GPU, or use the CPU.</source>
        <translation>请减小批大小或网络，关闭其他占用 GPU 的程序，或改用 CPU。</translation>
    </message>
    <message>
        <source>Choose a smaller batch or network, or close other programs.</source>
        <translation>请减小批大小或网络，或关闭其他程序。</translation>
    </message>
    <message>
        <source>Choose another device, or check the GPU&apos;s driver with “doctor”.</source>
        <translation>请选择其他设备，或用“doctor”命令检查 GPU 驱动。</translation>
    </message>
    <message>
        <source>Choose another place or free some space; the project is unchanged.</source>
        <translation>请另选位置或腾出一些空间；项目没有变化。</translation>
    </message>
    <message>
        <source>Choose auto or cpu, or check the GPU&apos;s driver with “doctor”.</source>
        <translation>请选择 auto 或 cpu，或用“doctor”命令检查 GPU 驱动。</translation>
    </message>
    <message>
        <source>Choose one of the devices that are there.</source>
        <translation>请从现有设备中选择。</translation>
    </message>
    <message>
        <source>Connect {source} to {target}</source>
        <translation>连接 {source} 到 {target}</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>全连接</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs plus a bias. It sees the whole picture at once, at the price of one weight per pair.</source>
        <translation>每个输出都是所有输入的加权和再加偏置。它一次看到整幅图像，代价是每一对输入和输出都要一个权重。</translation>
    </message>
    <message>
        <source>Expected images of {expected} and type uint8, found {found} and {type}.</source>
        <translation>图像应为 {expected}、类型 uint8，实际为 {found}、{type}。</translation>
    </message>
    <message>
        <source>Expected the device {requested}, found no usable CUDA GPU on this machine.</source>
        <translation>指定的设备是 {requested}，但本机没有可用的 CUDA GPU。</translation>
    </message>
    <message>
        <source>Expected the device {requested}, found {count} CUDA devices, up to {last}.</source>
        <translation>指定的设备是 {requested}，但本机有 {count} 个 CUDA 设备，最后一个是 {last}。</translation>
    </message>
    <message>
        <source>Features in</source>
        <translation>输入特征数</translation>
    </message>
    <message>
        <source>Features out</source>
        <translation>输出特征数</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核数</translation>
    </message>
    <message>
        <source>Free some space or delete old runs, then train again.</source>
        <translation>请腾出一些空间或删除旧的运行，然后重新训练。</translation>
    </message>
    <message>
        <source>Hides a random share of the numbers at each training step, so that no unit can rely on a single other. When the network answers, nothing is hidden.</source>
        <translation>训练的每一步都随机隐藏一部分数，使任何单元都不能只依赖另一个单元。网络回答时不隐藏任何数。</translation>
    </message>
    <message>
        <source>How far the window moves at a time; 2 halves the image.</source>
        <translation>窗口每次移动多远；2 会使图像边长减半。</translation>
    </message>
    <message>
        <source>How far the window moves at a time; automatic takes the window&apos;s side.</source>
        <translation>窗口每次移动多远；“自动”即取窗口的边长。</translation>
    </message>
    <message>
        <source>How many channels it receives; automatic takes what comes.</source>
        <translation>接收多少个通道；“自动”即来多少收多少。</translation>
    </message>
    <message>
        <source>How many filters slide over the image; each answers one channel.</source>
        <translation>有多少个卷积核在图像上滑动；每个输出一个通道。</translation>
    </message>
    <message>
        <source>How many numbers it receives; automatic takes what comes.</source>
        <translation>接收多少个数；“自动”即来多少收多少。</translation>
    </message>
    <message>
        <source>How many numbers the layer answers, each a weighted sum of all it receives.</source>
        <translation>这一层输出多少个数，每个都是所收到的全部数的加权和。</translation>
    </message>
    <message>
        <source>How many times the network sees every training image.</source>
        <translation>网络把全部训练图像看多少遍。</translation>
    </message>
    <message>
        <source>How much each batch changes the running mean and variance.</source>
        <translation>每个批对滑动均值和方差的影响有多大。</translation>
    </message>
    <message>
        <source>How much of the previous step is kept in the next one (SGD and RMSprop).</source>
        <translation>上一步的更新有多少保留到下一步（用于 SGD 和 RMSprop）。</translation>
    </message>
    <message>
        <source>Images per step. Larger batches run faster and change the weights less often.</source>
        <translation>每步的图像数。批越大算得越快，但权重更新得越少。</translation>
    </message>
    <message>
        <source>Input and output</source>
        <translation>输入与输出</translation>
    </message>
    <message>
        <source>Insert {type}</source>
        <translation>插入 {type}</translation>
    </message>
    <message>
        <source>Its test figures come by themselves when it ends.</source>
        <translation>它结束时会自动得出测试结果。</translation>
    </message>
    <message>
        <source>Keeps the strongest answer of each little square and drops the rest. The image shrinks, and a pattern may shift a little without being lost.</source>
        <translation>在每个小方块里只保留最强的响应，其余丢弃。图像变小，图案稍微移动也不会丢失。</translation>
    </message>
    <message>
        <source>Kernel size</source>
        <translation>卷积核大小</translation>
    </message>
    <message>
        <source>Known are: {known}.</source>
        <translation>可用的有：{known}。</translation>
    </message>
    <message>
        <source>Lays an image out as one row of numbers, so that Linear layers can read it. It has no weights.</source>
        <translation>把图像展开成一行数，供 Linear 层读取。它没有权重。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Lets positive numbers pass and turns negative ones into zero. Cheap, and its gradient does not fade, which is why it is the usual choice.</source>
        <translation>正数原样通过，负数变成零。计算量小，梯度也不会消失，因此是最常用的选择。</translation>
    </message>
    <message>
        <source>Like ReLU, but negative numbers are made small instead of zero. A unit that always answers negative can therefore still learn.</source>
        <translation>与 ReLU 相似，但负数只是缩小，而不是变成零。因此总是输出负数的单元也仍能学习。</translation>
    </message>
    <message>
        <source>Lower the learning rate, or add batch normalisation to keep numbers in range.</source>
        <translation>请降低学习率，或加入批归一化，使数值保持在合理范围内。</translation>
    </message>
    <message>
        <source>Make it {type}</source>
        <translation>改为 {type}</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Move {name} before {other}</source>
        <translation>把 {name} 移到 {other} 之前</translation>
    </message>
    <message>
        <source>Multi-layer perceptron</source>
        <translation>多层感知机</translation>
    </message>
    <message>
        <source>Name a folder that does not exist yet.</source>
        <translation>请指定一个尚不存在的文件夹。</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>负半轴斜率</translation>
    </message>
    <message>
        <source>Network and weights must come from the same run.</source>
        <translation>网络和权重必须来自同一次运行。</translation>
    </message>
    <message>
        <source>No network has been trained yet.</source>
        <translation>还没有训练过网络。</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Nothing can stand after the output.</source>
        <translation>输出层之后不能再有层。</translation>
    </message>
    <message>
        <source>Only layers that follow each other can be moved together.</source>
        <translation>只有前后相连的层才能一起移动。</translation>
    </message>
    <message>
        <source>Open it with a newer Netwright.</source>
        <translation>请用更新版本的 Netwright 打开。</translation>
    </message>
    <message>
        <source>Open the run with a newer Netwright.</source>
        <translation>请用更新版本的 Netwright 打开此运行。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Pulls weights towards zero at each step: decoupled in AdamW, an L2 penalty in the others.</source>
        <translation>每一步都把权重拉向零：AdamW 中与梯度解耦，其他优化器中是 L2 惩罚。</translation>
    </message>
    <message>
        <source>Regularisation</source>
        <translation>正则化</translation>
    </message>
    <message>
        <source>Remove {names}</source>
        <translation>移除 {names}</translation>
    </message>
    <message>
        <source>Replace the file with an intact copy.</source>
        <translation>请换成一份完好的文件。</translation>
    </message>
    <message>
        <source>Replaces each little square by its average. The image shrinks smoothly, fine detail is blurred away.</source>
        <translation>用平均值代替每个小方块。图像平滑地缩小，细节会变模糊。</translation>
    </message>
    <message>
        <source>Restore it from a fresh copy of Netwright (in a git checkout: git checkout -- resources/mnist).</source>
        <translation>请从一份新的 Netwright 恢复它（在 git 工作区中：git checkout -- resources/mnist）。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Set the input&apos;s shape to the dataset&apos;s.</source>
        <translation>请把输入层的形状设为数据集的形状。</translation>
    </message>
    <message>
        <source>Set {name}.{field} to {value}</source>
        <translation>将 {name} 的{field}设为 {value}</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Share hidden</source>
        <translation>隐藏比例</translation>
    </message>
    <message>
        <source>Side of the square of pixels that becomes one.</source>
        <translation>合并成一个像素的方块的边长。</translation>
    </message>
    <message>
        <source>Side of the square window that each filter looks at.</source>
        <translation>每个卷积核所看的方形窗口的边长。</translation>
    </message>
    <message>
        <source>Sizes of one example: channels, height and width of an image.</source>
        <translation>单个样本的尺寸：图像的通道数、高和宽。</translation>
    </message>
    <message>
        <source>Slides small filters over the image and answers where each one fits. The same few weights serve every place, so it finds a pattern wherever it stands.</source>
        <translation>让小卷积核在图像上滑动，指出每个卷积核在哪里吻合。各处共用同一组少量权重，因此图案在哪里都能找到。</translation>
    </message>
    <message>
        <source>Softmax regression</source>
        <translation>Softmax 回归</translation>
    </message>
    <message>
        <source>Squeezes every number between 0 and 1. Far from zero it is nearly flat, so deep stacks of it learn slowly.</source>
        <translation>把每个数压缩到 0 和 1 之间。远离零的地方几乎是平的，因此叠得很深时学习缓慢。</translation>
    </message>
    <message>
        <source>Squeezes every number between −1 and 1, with zero staying zero. Far from zero it is nearly flat.</source>
        <translation>把每个数压缩到 −1 和 1 之间，零仍为零。远离零的地方几乎是平的。</translation>
    </message>
    <message>
        <source>Stop it before deleting it.</source>
        <translation>请先停止它再删除。</translation>
    </message>
    <message>
        <source>Stop it before starting the next one.</source>
        <translation>请先停止它，再开始下一次。</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>The GPU has too little free memory for this training.</source>
        <translation>GPU 的可用显存不足以进行这次训练。</translation>
    </message>
    <message>
        <source>The GPU reported an error: {message}</source>
        <translation>GPU 报告了错误：{message}</translation>
    </message>
    <message>
        <source>The GPU {name} cannot be used, the CPU is taken instead: {reason}</source>
        <translation>GPU {name} 无法使用，改用 CPU：{reason}</translation>
    </message>
    <message>
        <source>The batch size {size} is larger than the {images} training images: one batch holds all.</source>
        <translation>批大小 {size} 超过了训练图像数 {images}：一个批就包含全部图像。</translation>
    </message>
    <message>
        <source>The chance that a number is hidden at a training step.</source>
        <translation>训练的每一步中，一个数被隐藏的概率。</translation>
    </message>
    <message>
        <source>The clipboard holds no layers.</source>
        <translation>剪贴板里没有层。</translation>
    </message>
    <message>
        <source>The command “runs” lists the runs that are there.</source>
        <translation>“runs”命令会列出现有的运行。</translation>
    </message>
    <message>
        <source>The computer has too little free memory for this training.</source>
        <translation>计算机的可用内存不足以进行这次训练。</translation>
    </message>
    <message>
        <source>The data file {path} cannot be read: {reason}.</source>
        <translation>无法读取数据文件 {path}：{reason}。</translation>
    </message>
    <message>
        <source>The data file {path} is damaged: expected a content with MD5 {expected}, found {found}.</source>
        <translation>数据文件 {path} 已损坏：内容的 MD5 应为 {expected}，实际为 {found}。</translation>
    </message>
    <message>
        <source>The data file {path} is damaged: expected gzipped data, found {found} bytes that do not unpack ({reason}).</source>
        <translation>数据文件 {path} 已损坏：应为 gzip 数据，实际的 {found} 字节无法解压（{reason}）。</translation>
    </message>
    <message>
        <source>The data file {path} is missing: expected a gzipped IDX file, found nothing.</source>
        <translation>缺少数据文件 {path}：应有一个 gzip 压缩的 IDX 文件，实际什么都没有。</translation>
    </message>
    <message>
        <source>The device {requested} cannot be used: {reason}</source>
        <translation>设备 {requested} 无法使用：{reason}</translation>
    </message>
    <message>
        <source>The disk is full: the run could not be saved. {file}</source>
        <translation>磁盘已满，运行无法保存。{file}</translation>
    </message>
    <message>
        <source>The file is damaged; train again or restore it from a copy.</source>
        <translation>文件已损坏；请重新训练，或从备份恢复。</translation>
    </message>
    <message>
        <source>The folder {folder} is not empty: a run needs a folder of its own.</source>
        <translation>文件夹 {folder} 不是空的：每次运行都需要自己的文件夹。</translation>
    </message>
    <message>
        <source>The input and the output cannot be deleted.</source>
        <translation>输入层和输出层不能删除。</translation>
    </message>
    <message>
        <source>The input and the output keep their places.</source>
        <translation>输入层和输出层的位置不能改变。</translation>
    </message>
    <message>
        <source>The input reads nothing.</source>
        <translation>输入层不读取任何层。</translation>
    </message>
    <message>
        <source>The loss is {loss} at step {step}: the weights are no longer of use.</source>
        <translation>第 {step} 步的损失为 {loss}：权重已经失效。</translation>
    </message>
    <message>
        <source>The network cannot be built: {layer} {reason}.</source>
        <translation>网络无法构建：{layer} {reason}。</translation>
    </message>
    <message>
        <source>The network cannot be trained: its input expects {expected}, {dataset} gives {found}.</source>
        <translation>网络无法训练：输入层需要 {expected}，而 {dataset} 提供 {found}。</translation>
    </message>
    <message>
        <source>The network cannot be trained: {layer} {reason}.</source>
        <translation>网络无法训练：{layer} {reason}。</translation>
    </message>
    <message>
        <source>The network has no weights, so there is nothing to learn.</source>
        <translation>网络没有权重，因此没有可学习的内容。</translation>
    </message>
    <message>
        <source>The network needs exactly one {port}, it has {found}.</source>
        <translation>网络必须恰好有一个 {port}，现有 {found} 个。</translation>
    </message>
    <message>
        <source>The prediction failed: {kind}: {message}</source>
        <translation>预测失败：{kind}：{message}</translation>
    </message>
    <message>
        <source>The project has version {found}, this program reads version {expected}.</source>
        <translation>项目的版本是 {found}，本程序只能读取版本 {expected}。</translation>
    </message>
    <message>
        <source>The rule that turns gradients into changes of the weights.</source>
        <translation>把梯度变成权重更新的规则。</translation>
    </message>
    <message>
        <source>The run could not be saved: {reason}. {file}</source>
        <translation>运行无法保存：{reason}。{file}</translation>
    </message>
    <message>
        <source>The run was stopped before its first weights were saved, or they were deleted.</source>
        <translation>运行在首次保存权重之前就停止了，或者权重已被删除。</translation>
    </message>
    <message>
        <source>The run {run} cannot be deleted: {reason}.</source>
        <translation>无法删除运行 {run}：{reason}。</translation>
    </message>
    <message>
        <source>The run {run} cannot be evaluated on {dataset}: its classes or images differ.</source>
        <translation>运行 {run} 无法在 {dataset} 上评估：类别或图像不一致。</translation>
    </message>
    <message>
        <source>The run {run} is damaged: {model} or {config} holds no JSON object.</source>
        <translation>运行 {run} 已损坏：{model} 或 {config} 中不是 JSON 对象。</translation>
    </message>
    <message>
        <source>The run {run} is still training.</source>
        <translation>运行 {run} 仍在训练。</translation>
    </message>
    <message>
        <source>The share of the training images kept aside to measure progress; never trained on.</source>
        <translation>留出来衡量进展的那部分训练图像的比例；这些图像从不用于训练。</translation>
    </message>
    <message>
        <source>The size of each step. Too large and the loss jumps or becomes NaN, too small and nothing moves.</source>
        <translation>每一步的大小。太大，损失会跳动或变成 NaN；太小，几乎没有进展。</translation>
    </message>
    <message>
        <source>The start of all random numbers: the same seed gives the same run.</source>
        <translation>所有随机数的起点：种子相同，运行就相同。</translation>
    </message>
    <message>
        <source>The training could not start: {kind}: {message}</source>
        <translation>训练无法开始：{kind}：{message}</translation>
    </message>
    <message>
        <source>The training stopped with an unexpected error: {kind}: {message}</source>
        <translation>训练因意外错误而停止：{kind}：{message}</translation>
    </message>
    <message>
        <source>The training thread ended without a word.</source>
        <translation>训练线程意外结束，没有给出原因。</translation>
    </message>
    <message>
        <source>The validation loss is {loss} after step {step}: the weights are of no use.</source>
        <translation>第 {step} 步之后的验证损失为 {loss}：权重已经失效。</translation>
    </message>
    <message>
        <source>The weights do not fit the network: {reason}</source>
        <translation>权重与网络不匹配：{reason}</translation>
    </message>
    <message>
        <source>The weights {file} are missing.</source>
        <translation>缺少权重文件 {file}。</translation>
    </message>
    <message>
        <source>The weights {file} cannot be read: {reason}.</source>
        <translation>无法读取权重文件 {file}：{reason}。</translation>
    </message>
    <message>
        <source>There are no images to evaluate on.</source>
        <translation>没有可用于评估的图像。</translation>
    </message>
    <message>
        <source>There is no further place in this direction.</source>
        <translation>这个方向上没有更多位置了。</translation>
    </message>
    <message>
        <source>There is no layer type “{name}”.</source>
        <translation>没有名为“{name}”的层类型。</translation>
    </message>
    <message>
        <source>There is no layer “{name}”.</source>
        <translation>没有名为“{name}”的层。</translation>
    </message>
    <message>
        <source>There is no link from {source} to {target}.</source>
        <translation>{source} 与 {target} 之间没有连线。</translation>
    </message>
    <message>
        <source>There is no recipe “{name}”.</source>
        <translation>没有名为“{name}”的配方。</translation>
    </message>
    <message>
        <source>There is no run “{run}”: expected a run&apos;s name or its folder.</source>
        <translation>没有运行“{run}”：应为运行的名称或其文件夹。</translation>
    </message>
    <message>
        <source>There is no template “{name}”.</source>
        <translation>没有名为“{name}”的模板。</translation>
    </message>
    <message>
        <source>This is not a Netwright project: expected the format “{expected}”.</source>
        <translation>这不是 Netwright 项目：格式应为“{expected}”。</translation>
    </message>
    <message>
        <source>This is not a Netwright project: the JSON cannot be read ({reason}).</source>
        <translation>这不是 Netwright 项目：无法读取 JSON（{reason}）。</translation>
    </message>
    <message>
        <source>This training was already started.</source>
        <translation>这次训练已经开始过了。</translation>
    </message>
    <message>
        <source>Train again; if it happens again, please report it with the log.</source>
        <translation>请重新训练；如果再次发生，请附上日志反馈给我们。</translation>
    </message>
    <message>
        <source>Train on the CPU, or restart the program and check the GPU&apos;s driver.</source>
        <translation>请改用 CPU 训练，或重启程序并检查 GPU 驱动。</translation>
    </message>
    <message>
        <source>Training images at most</source>
        <translation>训练图像上限</translation>
    </message>
    <message>
        <source>Turns any numbers into probabilities that add up to 1. At the end of a network it is for you to read: the loss is computed on what comes before it.</source>
        <translation>把任意数变成总和为 1 的概率。放在网络末尾只是方便您阅读：损失是用它之前的数计算的。</translation>
    </message>
    <message>
        <source>Two convolutions (reference)</source>
        <translation>两层卷积（参考网络）</translation>
    </message>
    <message>
        <source>Unknown dataset “{name}”: expected one of {known}.</source>
        <translation>未知的数据集“{name}”：应为 {known} 之一。</translation>
    </message>
    <message>
        <source>Use only so many of the training images; empty takes them all.</source>
        <translation>最多使用这么多张训练图像；“全部”即不设上限。</translation>
    </message>
    <message>
        <source>Validation split</source>
        <translation>验证集比例</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weights saved before it are kept. The details help to report it.</source>
        <translation>此前保存的权重都已保留。反馈问题时请附上详情。</translation>
    </message>
    <message>
        <source>What negative numbers are multiplied by.</source>
        <translation>负数所乘的系数。</translation>
    </message>
    <message>
        <source>What the network answers: one number per class. The loss is taken on the logits, a Softmax right before it only turns them into probabilities for you.</source>
        <translation>网络的答案：每个类别一个数。损失用对数几率计算；紧挨在它前面的 Softmax 只是为您把它们变成概率。</translation>
    </message>
    <message>
        <source>Where an example enters the network. Pixels arrive normalised: the training images&apos; mean is subtracted and the result divided by their standard deviation.</source>
        <translation>样本进入网络的地方。像素已经过归一化：减去训练图像的均值，再除以它们的标准差。</translation>
    </message>
    <message>
        <source>Where the network is computed: auto takes the first CUDA GPU, else the CPU.</source>
        <translation>在哪里计算网络：“自动”会选第一块 CUDA GPU，没有则用 CPU。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>[features]</source>
        <translation>一行特征</translation>
    </message>
    <message>
        <source>does not lead to the output and will not be trained</source>
        <translation>没有通向输出，不会被训练</translation>
    </message>
    <message>
        <source>expected auto, cpu, cuda or cuda:N</source>
        <translation>应为 auto、cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>expected one to four sizes between 1 and 65536</source>
        <translation>应为一到四个 1 到 65536 之间的尺寸</translation>
    </message>
    <message>
        <source>expects an image ({expected}), receives {found} numbers in a row</source>
        <translation>需要图像（{expected}），收到的是一行 {found} 个数</translation>
    </message>
    <message>
        <source>expects one number per class ({expected}), receives an image {found}</source>
        <translation>每个类别需要一个数（共 {expected} 个），收到的是图像 {found}</translation>
    </message>
    <message>
        <source>expects one number per class ({expected}), receives {found}</source>
        <translation>每个类别需要一个数（共 {expected} 个），收到 {found} 个</translation>
    </message>
    <message>
        <source>expects {expected} channels, receives {found}</source>
        <translation>需要 {expected} 个通道，收到 {found} 个</translation>
    </message>
    <message>
        <source>expects {expected} features, receives {found}</source>
        <translation>需要 {expected} 个特征，收到 {found} 个</translation>
    </message>
    <message>
        <source>expects {expected}, receives an image {found}: flatten it first</source>
        <translation>需要{expected}，收到的是图像 {found}，请先展平</translation>
    </message>
    <message>
        <source>expects {expected}, receives an image {found}: use BatchNorm2d</source>
        <translation>需要{expected}，收到的是图像 {found}，请改用 BatchNorm2d</translation>
    </message>
    <message>
        <source>follows {above} with no activation between: together one layer</source>
        <translation>与 {above} 之间没有激活层，两层合起来只相当于一层</translation>
    </message>
    <message>
        <source>height×width×channels</source>
        <translation>高×宽×通道数</translation>
    </message>
    <message>
        <source>is a second Softmax: it flattens the probabilities</source>
        <translation>是第二个 Softmax，会把概率拉平</translation>
    </message>
    <message>
        <source>is part of a loop of links</source>
        <translation>处在连线构成的环路中</translation>
    </message>
    <message>
        <source>limits what the network can answer: its logits should be free numbers</source>
        <translation>会限制网络的答案，而对数几率的取值应当不受限制</translation>
    </message>
    <message>
        <source>needs at least {expected} pixels a side, receives {found}</source>
        <translation>边长至少需要 {expected} 像素，收到的是 {found}</translation>
    </message>
    <message>
        <source>nothing is connected to its input</source>
        <translation>输入端没有连接任何层</translation>
    </message>
    <message>
        <source>padding “same” needs stride {expected}, not {found}</source>
        <translation>填充为“same”时步幅须为 {expected}，不能是 {found}</translation>
    </message>
    <message>
        <source>valid keeps the window inside the image; same adds zeros at the border so that the size stays.</source>
        <translation>valid 让窗口始终在图像内；same 在边缘补零，使大小不变。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} has version {found}, this program reads version {expected}.</source>
        <translation>{file} 的版本是 {found}，本程序只能读取版本 {expected}。</translation>
    </message>
    <message>
        <source>{file} is damaged: {reason}.</source>
        <translation>{file} 已损坏：{reason}。</translation>
    </message>
    <message>
        <source>{file} is larger than {most} MB, which no project is.</source>
        <translation>{file} 超过 {most} MB，项目不会有这么大。</translation>
    </message>
    <message>
        <source>{file} is missing.</source>
        <translation>缺少 {file}。</translation>
    </message>
    <message>
        <source>{file} is not a run&apos;s metadata: expected the format “{expected}”.</source>
        <translation>{file} 不是运行的元数据：格式应为“{expected}”。</translation>
    </message>
    <message>
        <source>{folder} is not a run&apos;s folder and is left alone.</source>
        <translation>{folder} 不是运行的文件夹，未作改动。</translation>
    </message>
    <message>
        <source>{name}: expected a header of {expected} bytes, found only {found} bytes.</source>
        <translation>{name}：文件头应为 {expected} 字节，实际只有 {found} 字节。</translation>
    </message>
    <message>
        <source>{name}: expected an IDX file that starts with {expected}, found {found}.</source>
        <translation>{name}：应为以 {expected} 开头的 IDX 文件，实际开头是 {found}。</translation>
    </message>
    <message>
        <source>{name}: expected an IDX file, found only {found} bytes.</source>
        <translation>{name}：应为 IDX 文件，实际只有 {found} 字节。</translation>
    </message>
    <message>
        <source>{name}: expected {expected} bytes for {shape} values, found {found} bytes.</source>
        <translation>{name}：{shape} 个值应占 {expected} 字节，实际为 {found} 字节。</translation>
    </message>
    <message>
        <source>{place}: expected a layer with id, type, params and inputs.</source>
        <translation>{place}：应为带有 id、type、params 和 inputs 的层。</translation>
    </message>
    <message>
        <source>{place}: expected a list of layers.</source>
        <translation>{place}：应为层的列表。</translation>
    </message>
    <message>
        <source>{place}: expected a text.</source>
        <translation>{place}：应为文本。</translation>
    </message>
    <message>
        <source>{place}: inputs must be a list of layer ids.</source>
        <translation>{place}：inputs 必须是层 id 的列表。</translation>
    </message>
    <message>
        <source>{place}: reads “{source}”, which is not there.</source>
        <translation>{place}：要读取的“{source}”不存在。</translation>
    </message>
    <message>
        <source>{place}: the id must be a name of letters and digits, found {found}.</source>
        <translation>{place}：id 必须是由字母和数字组成的名称，实际为 {found}。</translation>
    </message>
    <message>
        <source>{place}: the links form a loop through {loop}.</source>
        <translation>{place}：连线构成了经过 {loop} 的环路。</translation>
    </message>
    <message>
        <source>{place}: two layers have the same id.</source>
        <translation>{place}：有两个层的 id 相同。</translation>
    </message>
    <message>
        <source>{place}: {found} layers, at most {most} can be opened.</source>
        <translation>{place}：有 {found} 个层，最多只能打开 {most} 个。</translation>
    </message>
    <message>
        <source>{place}: {reason}.</source>
        <translation>{place}：{reason}。</translation>
    </message>
    <message>
        <source>{target} already leads to {source}; this link would close a loop.</source>
        <translation>{target} 已经通向 {source}；这条连线会构成环路。</translation>
    </message>
</context>
</TS>
